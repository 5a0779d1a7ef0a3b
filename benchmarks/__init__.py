"""Speed and quality as commands, with their last results as data."""
