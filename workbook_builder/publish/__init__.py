"""Builds the site of a practice from its pages and documents."""
