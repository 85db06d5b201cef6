"""Addresses of the page "Team" in the CMS."""

from django.urls import path

from managements.teams import views

app_name = "teams"

urlpatterns = [
    path("", views.TeamView.as_view(), name="index"),
    path("<slug:slug>/einladen/", views.InviteView.as_view(), name="invite"),
    path("mitglied/<int:pk>/ende/", views.ChangeEndView.as_view(), name="change_end"),
    path("mitglied/<int:pk>/entfernen/", views.RemoveView.as_view(), name="remove"),
    path("einladung/<int:pk>/zurueckziehen/", views.WithdrawView.as_view(), name="withdraw"),
]
