"""Where the notice for the shop window is, beside each calendar."""

from django.urls import path

from managements.events.notice_views import FILE, notice

app_name = "notice"

urlpatterns = [
    path(f"termine/{FILE}", notice, name="own"),
    path(f"<slug:management>/termine/{FILE}", notice, name="of_management"),
]
