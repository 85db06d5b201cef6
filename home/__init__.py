"""The city-wide site: its start page, and what gathers all quarters."""
