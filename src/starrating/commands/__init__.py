"""One module per command: a request in, a result out; no terminal, no options."""
