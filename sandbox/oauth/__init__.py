"""Installing the app by OAuth v2: Slack's page with Allow and Cancel, codes, tokens, and their renewal."""
