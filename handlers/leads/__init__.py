"""Leads: the partner's form and list, the reps' card, review and board."""
