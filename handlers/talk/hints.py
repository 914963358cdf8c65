"""What people hear when they write something that is not understood."""

FOR_STAFF = "I can't take messages from the team yet. `/program help` shows what you can do."
FILES = "Thank you, but I can't do anything with files here yet."
NOT_UNDERSTOOD = "I'm not sure what you mean. `/partner help` shows what I can do."
