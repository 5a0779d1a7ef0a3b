"""Any other inspection report, read without knowing its family: headings, paragraphs and lists, no grades."""
