"""Dates and events."""
