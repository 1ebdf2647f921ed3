"""Colors, names and texts go in; tones, icons and shapes that can be drawn come out."""
