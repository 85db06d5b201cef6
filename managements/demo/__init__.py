"""The demonstration: the seven managements with the facts that were found in public."""
