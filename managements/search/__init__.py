"""Search: in one management, or in all of them and on the city's pages."""
