"""Turns a workbook into the pages, settings, and styles of its site."""
