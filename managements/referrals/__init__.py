"""Who does what, and whom to ask instead."""
