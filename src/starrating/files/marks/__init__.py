"""The parts of a marked copy: the look of a mark, the column of problems, the list of problems."""
