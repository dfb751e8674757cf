"""Parts of the board: what it shows, and its pictures."""
