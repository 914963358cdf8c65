"""Files of leads that partners drop in their direct messages with the app."""
