"""A partner's tier: where it stands, what comes up, how it came about."""
