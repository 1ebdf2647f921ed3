"""Turns blocks of a document into a Word document to fill in, and reads the answers in one."""
