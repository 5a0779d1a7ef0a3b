"""An index in parts: each answers for its own bodies, and what depends on all of them goes from part to part."""
