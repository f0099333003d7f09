"""What a figure means: planned, done or background, total or for each; and the second opinion on it."""
