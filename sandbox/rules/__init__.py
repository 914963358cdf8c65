"""What Slack refuses: Block Kit (`blocks`), rates and scopes."""
