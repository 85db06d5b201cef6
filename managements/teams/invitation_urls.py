"""The address that a mail leads to. It needs no log-in, so it stands before Wagtail's own ones."""

from django.urls import path

from managements.teams.invitation_views import AcceptView

app_name = "teams_invitation"

urlpatterns = [path("<str:token>/", AcceptView.as_view(), name="accept")]
