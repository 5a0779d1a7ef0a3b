"""What a generation holds, refused and lacks."""
