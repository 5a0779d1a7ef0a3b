"""A PDF in, its printed lines out, page by page, with what the layout says of each.

`document` opens the file and goes over its pages; `pdfium` is the one module that speaks to PDFium; `things` are what is drawn
on a page and `characters` what is written; `unseen` takes out text that nobody can see; `pieces` makes printed lines of
characters; `columns` puts columns one after the other.
"""
