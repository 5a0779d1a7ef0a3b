"""What people would pick instead, measured beside this program: `python -m benchmarks.peers` (or `make peers`)."""
