"""Maps of equal tiles: which body stands where, and the map as HTML and as a picture."""
