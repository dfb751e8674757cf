"""The folders from which starrating runs on a machine without a network."""
