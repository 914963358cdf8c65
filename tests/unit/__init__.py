"""Tests of the domain alone: every figure and rule, without storage, Slack or clock."""
