"""Installation by others (OAuth v2): the way in, tokens encrypted at rest and renewed in time, and the way out."""
