"""The parts of `result_books`: words, sheets, styles, and the bulk rows."""
