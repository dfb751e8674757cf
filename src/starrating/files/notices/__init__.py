"""The parts of `documents`: what a notice says, and its Markdown and Word."""
