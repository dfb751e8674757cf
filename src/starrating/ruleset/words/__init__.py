"""A rule set in sentences."""
