"""The ledger: the append-only history of every review."""
