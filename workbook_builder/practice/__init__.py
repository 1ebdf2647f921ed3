"""Turns the folder of a practice into pages and documents, which are empty or have answers."""
