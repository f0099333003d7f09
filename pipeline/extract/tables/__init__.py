"""Tables, whatever way they reached the text."""
