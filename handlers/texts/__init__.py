"""Texts for people: formats, the catalogue of refusals, words that several views share."""
