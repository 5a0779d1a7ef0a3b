"""What lines, pages and headings are, for the reader of every family."""
