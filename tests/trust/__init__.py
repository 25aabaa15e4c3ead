"""Trials under fire, one module a kind: each tells in figures what was tried, and what failed."""
