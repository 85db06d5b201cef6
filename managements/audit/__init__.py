"""Who changed what, for those whose it is."""
