"""From files of reports to a published generation: read, clean, parse, split, embed, publish."""
