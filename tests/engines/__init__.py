"""Tests of the worksheets in a real browser: Chromium, with a served site."""
