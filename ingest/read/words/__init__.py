"""Words of a report as they were meant: bullets, ligatures and broken words made plain, with the words that the language has."""
