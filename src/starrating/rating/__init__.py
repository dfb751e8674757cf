"""The core: tables and a rule set in, ratings and problems out. Nothing here reads or writes."""
