"""The sheets of a year: its stars, what changes, what follows, who helps whom; plaques; what the office hands in."""
