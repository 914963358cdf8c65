"""A partner's customers: the list, the search, and what each of them pays."""
