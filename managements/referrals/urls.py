"""Addresses of the finder that are no pages."""

from django.urls import URLPattern

app_name = "referrals"

urlpatterns: list[URLPattern] = []
