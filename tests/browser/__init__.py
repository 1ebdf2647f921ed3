"""A client fills in the worksheets in a real browser: Debian's Chromium, a served site."""
