"""Advice on what could be better in a workbook that has no problems."""
