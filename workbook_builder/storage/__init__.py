"""Files and results go in; folders that are whole, and results that are kept, come out."""
