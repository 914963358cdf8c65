"""Tiers over days, on both databases."""
