"""A sound Workbook goes in; what could be better in it comes out."""
