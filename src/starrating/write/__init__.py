"""What is written that is not a document: workbooks, lists, notes."""
