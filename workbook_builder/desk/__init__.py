"""The coach's desk: a page on this machine with every client, and what its commands share."""
