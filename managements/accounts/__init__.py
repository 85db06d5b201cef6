"""Accounts: the user model."""
