"""Reports in, a published generation out; what was done before is used again."""
