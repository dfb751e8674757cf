"""What sheets mean: the role of every row and every column, with the evidence."""
