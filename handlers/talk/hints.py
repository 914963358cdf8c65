"""What people hear outside of a talk, and the words that begin one."""

LEAD = frozenset({"lead", "a lead", "new lead", "submit a lead", "submit lead", "start"})
