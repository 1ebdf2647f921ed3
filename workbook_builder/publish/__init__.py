"""The pages and documents of a practice go in; a site comes out."""
