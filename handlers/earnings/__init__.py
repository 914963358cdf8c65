"""What a partner has earned with leads, and what its customers bring it now."""
