"""What the vendor's staff sees of the program as a whole."""
