"""Where deleted pages wait, and how they come back."""
