"""A tagged PDF with linked boxes goes in; a form to fill in comes out, and its values."""
