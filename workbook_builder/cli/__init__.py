"""The words of a command line go in; what the command prints and its exit code come out."""
