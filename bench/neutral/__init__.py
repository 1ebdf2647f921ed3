"""Neutral work: the same worksheets for every tool that makes PDFs.

A tool is a module of this package with a function `make`, which takes worksheets and yields the PDF
of each. Anybody can add one: write the module, and a test that calls `compare` with its name.
"""
