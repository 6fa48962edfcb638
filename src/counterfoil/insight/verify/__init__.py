"""The books against themselves: what the trail says, what the tables say, and whether anybody came between."""
