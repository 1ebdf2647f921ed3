"""Turning tagged PDFs with linked boxes into fillable forms, and reading the values of forms."""
