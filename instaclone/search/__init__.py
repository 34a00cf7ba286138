"""Search: a small language over what is in pictures and what is said of them."""
