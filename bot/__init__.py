"""One running process: settings, wiring, Slack and HTTP at the edge, jobs, and the command line."""
