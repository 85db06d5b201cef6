"""Who belongs to a management's editors, until when, and how people join and leave."""
