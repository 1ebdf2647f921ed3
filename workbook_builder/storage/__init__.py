"""Writing output to the disk, watching files for changes, and keeping results for later."""
