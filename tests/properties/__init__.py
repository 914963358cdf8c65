"""Properties that hold whatever people do and in whichever order."""
