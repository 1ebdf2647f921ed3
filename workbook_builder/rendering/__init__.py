"""Templates, translations and Markdown go in; escaped HTML and Typst come out."""
