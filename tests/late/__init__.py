"""Leads by the clock and by the week: what is late, and what is told of a week, on both databases."""
