"""The desk 办公台: pages in the browser of this machine, another face of the same commands."""
