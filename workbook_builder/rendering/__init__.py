"""Rendering templates, Markdown, and translated texts as HTML and Typst."""
