"""How a document is made of its template."""
