"""Pages and the blocks that they are written with."""
