"""Looking at running text: the numbers in it, and whether each one is recorded."""
