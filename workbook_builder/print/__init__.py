"""A Workbook goes in; Typst documents come out, and the PDFs that are set from them."""
