"""The project: settings, addresses and the server's entry point. Wiring only, imported by nobody."""
