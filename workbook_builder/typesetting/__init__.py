"""Typst source and fonts go in; tagged PDFs come out."""
