"""A published generation and what can be asked of it."""
