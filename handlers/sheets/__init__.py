"""Tables that people bring as CSV files: read row by row, and what is wrong with them."""
