"""Evidence of the funding notices: written down when pages are published, handed out by years."""
