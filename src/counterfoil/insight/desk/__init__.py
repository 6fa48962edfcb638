"""Whose turn it is, asked of the database: what waits for one member, exactly, however much there is."""
