"""What a figure counts, and the measures made of it."""
