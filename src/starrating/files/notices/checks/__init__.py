"""The parts of `template_checks`: the layout of a Word template held against the standard, and its fonts."""
