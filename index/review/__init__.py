"""What a reader keeps: saved searches, decisions, what changed since."""
