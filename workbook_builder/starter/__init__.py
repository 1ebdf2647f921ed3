"""The files of a new practice, track, program, worksheet, field type, or translation."""
