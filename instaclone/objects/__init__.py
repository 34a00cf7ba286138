"""Objects: pages of the posts in which the scanner saw something."""
