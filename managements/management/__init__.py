"""What the machine room does with the managements."""
