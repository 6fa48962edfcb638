"""One file per resource: what can be read, and which verb each write calls."""
