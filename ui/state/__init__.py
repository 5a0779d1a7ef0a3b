"""What a visitor has asked for, and the engine that answers."""
