"""PEEL: HMICFRS on the police forces of England and Wales."""
