"""The pages of the desk, by theme: each asks one command, and shows what it says."""
