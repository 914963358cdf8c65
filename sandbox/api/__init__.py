"""Slack's Web API: arguments in, Slack's answer out; every change goes through the World."""
