"""YAML files go in; a Workbook comes out, or every problem in them at once."""
