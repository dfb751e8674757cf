"""Whether the templates of an office are fit to be used."""
