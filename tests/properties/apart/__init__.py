"""Several partners live through a random history, and whatever Slack shows to one of them is looked through."""
