"""Who may see and change what, and how a management comes to be."""
