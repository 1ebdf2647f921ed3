"""Coaching programs in YAML become a browsable site and printable worksheets."""

__version__ = "0.1.0"
