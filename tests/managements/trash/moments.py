"""The moments that the tests speak of."""

from datetime import UTC, datetime, timedelta

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
