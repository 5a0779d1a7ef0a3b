"""What an inspection report is: its records, the profiles of its families, and the bodies inspected."""
