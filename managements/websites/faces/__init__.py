"""The faces of managements, colour and picture: where the Stadtredaktion chooses, and editors look."""
