"""Direct messages: what people write to the app, and leads told in a talk."""
