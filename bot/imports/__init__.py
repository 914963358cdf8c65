"""CSV files of partners and subscriptions: read as a stream, checked row by row, stored all or not at all."""
