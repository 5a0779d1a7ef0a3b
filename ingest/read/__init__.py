"""A file in, the report in it out."""
