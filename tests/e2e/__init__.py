"""The demo as anybody starts it, used in a real browser."""
