"""Makes a client's pack: the sheets with their name, a letter, the days, and the link."""
