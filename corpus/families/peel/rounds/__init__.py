"""PEEL's rounds: which areas each judges, in which grades, and how a report says of which it is."""
