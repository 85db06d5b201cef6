"""Where and when people meet a management: places, consultation hours, closures."""
