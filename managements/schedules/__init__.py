"""Recurrence rules: from one rule the sentence, the dates and the calendar's words."""
