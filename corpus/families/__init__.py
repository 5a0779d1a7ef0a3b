"""The families of report: one folder each, one line each in the registry."""
