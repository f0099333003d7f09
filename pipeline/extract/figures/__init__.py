"""Numbers as they are written: digits, words, ranges, bounds, and what is none."""
