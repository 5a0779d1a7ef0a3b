"""Fetching, from a site on this computer."""
