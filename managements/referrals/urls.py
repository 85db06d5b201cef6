"""Addresses of the finder that are no pages."""

from django.urls import URLPattern, path

from managements.referrals.count_picture import count_picture

app_name = "referrals"

urlpatterns: list[URLPattern] = [
    path("gezaehlt/<slug:management>/<slug:enquiry>.gif", count_picture, name="count"),
]
