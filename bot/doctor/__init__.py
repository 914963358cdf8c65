"""`doctor`: looks at everything the bot needs, one finding a line, and says how to mend what is wrong."""
