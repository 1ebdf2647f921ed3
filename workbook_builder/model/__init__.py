"""Plain data goes in; a typed, frozen Workbook comes out."""
