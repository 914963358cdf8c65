"""Claims of benefits, on both databases."""
