"""The page in the browser: static files only. It knows the server through the routes of the sandbox's README and nothing else."""
