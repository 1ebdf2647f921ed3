"""The models of a practice: Workbook, Track, Program, Phase, Worksheet, and the field types."""
