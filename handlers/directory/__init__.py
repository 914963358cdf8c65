"""What staff sees of the partners: the list, one partner on any day, its tier set by hand, the month's report."""
