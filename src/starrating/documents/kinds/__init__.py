"""What each kind of document says."""
