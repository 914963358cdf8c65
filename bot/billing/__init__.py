"""Billing events over HTTP: verified, checked value by value, taken in one transaction."""
