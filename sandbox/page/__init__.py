"""The page in the browser: static files only, which know the server by its documented routes."""
