"""The form for barriers, which has to do without a cookie."""

from django.urls import re_path

from managements.accessibility.views import report_barrier

app_name = "accessibility"

urlpatterns = [
    # Before Wagtail's own pattern, which leads to the same page: it would ask for a cookie.
    re_path(
        r"^(?P<statement>(?:[\w-]+/)?barrierefreiheit/)melden/$", report_barrier, name="report"
    ),
]
