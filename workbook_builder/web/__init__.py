"""A Workbook goes in; the pages, settings and styles of its site come out."""
