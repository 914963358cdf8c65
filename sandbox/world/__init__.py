"""The state of the workspaces and its rules. No HTTP: the API, the page and tests all act on one World."""
