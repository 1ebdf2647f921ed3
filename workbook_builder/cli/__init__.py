"""The command line: only the modules in here print to the terminal and set exit codes.

The warnings of MkDocs are an exception: `publish.mkdocs_site` prints them.
"""
