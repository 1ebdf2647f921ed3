"""A name goes in; the files of a new practice, program, worksheet or field type come out."""
