"""A practice's folder goes in; pages and documents come out, empty or with answers."""
