"""Organisations: their names and their part in the initiative."""
