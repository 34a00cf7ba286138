"""Explore: discovery from named signals, which says why and obeys."""
