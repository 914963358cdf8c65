"""The command line, as the real program in a process of its own."""
