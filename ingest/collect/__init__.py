"""Reports from an inspectorate's site, or from one's own disk, in among those at hand."""
