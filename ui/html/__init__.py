"""HTML and words, made of answers: pure, all report text escaped."""
