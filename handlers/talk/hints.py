"""What people hear outside of a talk, and the words that begin one."""

LEAD = frozenset({"lead", "a lead", "new lead", "submit a lead", "submit lead", "start"})

FOR_STAFF = "I can't take messages from the team yet. `/program help` shows what you can do."
NOT_UNDERSTOOD = "I'm not sure what you mean. Say *lead* to tell me about one, or see what else I can do."
