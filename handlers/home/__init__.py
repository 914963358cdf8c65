"""The app's Home, for whoever opens it."""
