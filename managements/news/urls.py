"""Addresses of news that are no pages."""

from django.urls import path

from managements.news import feeds

app_name = "news_feeds"

urlpatterns = [
    path("aktuelles/<slug:name>.atom", feeds.feed, name="city"),
    path("<slug:prefix>/aktuelles/<slug:name>.atom", feeds.feed, name="of_management"),
]
