"""The live preview of a practice: a local server that follows every change."""
