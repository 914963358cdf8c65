"""What the partner program means: pure Python, no I/O."""
