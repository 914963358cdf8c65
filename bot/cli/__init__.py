"""The command line: what each command of `python app.py` does, and how it says what went wrong."""
