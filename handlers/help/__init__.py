"""What one can type, and what was probably meant."""
