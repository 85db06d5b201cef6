"""Addresses of calendars that are no pages."""

from django.urls import path

from managements.events import feeds

app_name = "events"

urlpatterns = [
    path("termine.ics", feeds.calendar_feed, name="city_feed"),
    path("termine/<str:name>.ics", feeds.entry_feed, name="city_entry_feed"),
    path("<slug:prefix>/termine.ics", feeds.calendar_feed, name="feed"),
    path("<slug:prefix>/termine/<str:name>.ics", feeds.entry_feed, name="entry_feed"),
]
