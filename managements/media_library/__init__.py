"""Images and documents, with all that must be known about them."""
