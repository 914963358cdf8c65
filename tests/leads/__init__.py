"""Leads at work, through their use cases, on both databases."""
