"""The page in a real browser, over the samples and the real model."""
