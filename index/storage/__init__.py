"""A generation on disk: rows, vectors, words, and which folder is the newest."""
