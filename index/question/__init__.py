"""A question in, what was understood of it out."""
