"""Sums: their currency, who gives them, what they pay for."""
