"""The parts of `rule_files`: from YAML to plain data with the place of every key."""
