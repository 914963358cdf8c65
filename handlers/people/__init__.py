"""A partner's people: how they join, what role they have, how they leave."""
