"""What the command line does: each command takes its options, prints and gives its exit status."""
