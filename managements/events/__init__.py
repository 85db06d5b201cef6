"""Dates: events, their occurrences, and the calendars that gather them."""
