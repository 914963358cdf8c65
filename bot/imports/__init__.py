"""CSV files of partners, subscriptions and leads: read as a stream, checked row by row, stored all or not at all."""
