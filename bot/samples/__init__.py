"""Sample data of the demo, and how it comes about: everything through the use cases, at its own time."""
