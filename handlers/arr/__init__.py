"""A partner's ARR taken apart, and exported."""
