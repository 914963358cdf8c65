"""Benchmarks. Each runs our code beside a floor in the same run, for only their ratio says something."""
