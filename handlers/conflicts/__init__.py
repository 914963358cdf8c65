"""Companies that two hand over: what partners are told beforehand, and how reps decide."""
