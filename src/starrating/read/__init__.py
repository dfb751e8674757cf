"""From sheets of cells to what they mean."""
