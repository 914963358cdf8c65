"""What the partner's tier gives it, and what the next one would add."""
