"""The parts of a corrected copy: what is safe to correct, the list of corrections, that nothing else has changed."""
