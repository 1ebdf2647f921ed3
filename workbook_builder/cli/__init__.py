"""The command line: only the modules in here print to the terminal and set exit codes."""
