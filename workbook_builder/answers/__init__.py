"""Questions and what a client answered go in; answers files and printed words come out."""
