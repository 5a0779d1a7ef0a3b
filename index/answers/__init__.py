"""What a search answers with: the records of an answer, their words, and their rows as tables."""
