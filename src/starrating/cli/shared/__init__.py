"""What the command line of several commands needs."""
