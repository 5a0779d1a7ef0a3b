"""Reviews of ponds, by an inspectorate that does not exist."""
