"""The parts of make_reference: the sections and keys of the models, their types in words, their uses in rule files."""
