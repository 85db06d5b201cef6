"""Addresses of the finder that are no pages."""

from django.urls import URLPattern, path

from managements.referrals.suggestions import suggest_places

app_name = "referrals"

urlpatterns: list[URLPattern] = [
    path("orte.json", suggest_places, name="places"),
]
