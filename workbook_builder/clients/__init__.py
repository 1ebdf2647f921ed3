"""The clients of a practice: one YAML file for each, from which nothing is ever published."""
