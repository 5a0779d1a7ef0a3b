"""What an index holds, without a question, as HTML: bodies, findings, topics. Pure; everything from outside is escaped."""
