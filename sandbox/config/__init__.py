"""`manifest.yml` and `workspace.yml`, parsed and checked."""
