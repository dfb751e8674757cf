"""What sheets mean: the role of every row and column with its evidence, and all that is read from them."""
