"""Turns a workbook into Typst documents, and these into PDFs."""
