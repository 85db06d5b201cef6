"""Who pays, on which dates, in which words."""
