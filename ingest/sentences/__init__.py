"""A report in, its passages and sentences out, with who speaks and which side each takes."""
