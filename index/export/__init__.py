"""An answer as rows, text and files."""
