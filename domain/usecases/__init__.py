"""One function for each thing that a person or a system can do. None of them commits."""
