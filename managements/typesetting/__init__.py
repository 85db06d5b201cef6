"""Paper and pictures, set by typst."""
