"""Engine, sessions, column types, and every difference between the two databases. Knows no room."""
