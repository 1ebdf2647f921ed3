"""Reports on what clients have sent back: how far they are, what they measured, what they wrote."""
