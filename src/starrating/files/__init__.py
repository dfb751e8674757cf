"""The edges: one module per format, no rule in them."""
