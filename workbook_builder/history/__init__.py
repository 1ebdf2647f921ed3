"""What clients have sent back: each thing as it came, and every answer with its days."""
