"""Asking a site that is somebody else's: addresses, requests, rules, and what comes back. Knows nothing of reports."""
