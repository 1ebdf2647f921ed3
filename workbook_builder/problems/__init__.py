"""A mistake in an author's file goes in; the report that its author reads comes out."""
