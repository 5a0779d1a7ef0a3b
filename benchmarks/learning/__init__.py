"""What teaches: examples of stance in their passages, and the adapter that is learned from them."""
