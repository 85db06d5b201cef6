"""Addresses of the finder that are no pages."""

from django.urls import path

from managements.referrals import open_data
from managements.referrals.count_picture import count_picture
from managements.referrals.suggestions import suggest_places

app_name = "referrals"

urlpatterns = [
    path("gezaehlt/<slug:management>/<slug:enquiry>.gif", count_picture, name="count"),
    path("orte.json", suggest_places, name="places"),
    path("uebersicht.csv", open_data.overview_csv, name="overview_csv"),
    path("uebersicht.json", open_data.overview_json, name="overview_json"),
]
