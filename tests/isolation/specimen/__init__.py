"""A record that has everything a record in Wagtail can have; it exists in tests only."""
