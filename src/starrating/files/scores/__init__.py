"""The parts of `score_books`: from a file to grids of cells, from grids to tables."""
