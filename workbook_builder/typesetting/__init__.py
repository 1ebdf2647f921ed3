"""Compiling Typst sources to PDFs, finding fonts, and checking which characters they have."""
