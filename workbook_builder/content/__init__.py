"""Loading the YAML files of a practice as a Workbook, or reporting all problems in them."""
