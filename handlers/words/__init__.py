"""What people ask in words: the commands, found by what they are about."""
