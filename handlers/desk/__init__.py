"""The desk where the vendor's people deliver what partners have claimed."""
