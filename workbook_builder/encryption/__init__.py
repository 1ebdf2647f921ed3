"""The coach's key, and opening what clients encrypted with it."""
