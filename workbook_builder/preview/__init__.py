"""A practice's folder goes in after each change; what a browser shows of it comes out."""
