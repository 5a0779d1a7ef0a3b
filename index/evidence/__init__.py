"""The stored page that a quotation stands on, and the picture of it."""
