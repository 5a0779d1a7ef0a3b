"""Builds after the first."""
