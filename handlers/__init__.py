"""Slack in, Slack out: one package a capability, in each the handlers and the views."""
