"""The tests of the partner program."""
