"""What a generation holds, out to files: its reports, and the findings in them."""
