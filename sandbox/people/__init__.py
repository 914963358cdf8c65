"""People who use the workspace: in code, through `POST /sandbox/act`, and what each of them sees."""
