"""Addresses of a website that are no pages."""

from django.urls import path

from managements.websites import views

app_name = "websites"

urlpatterns = [
    path("robots.txt", views.robots, name="robots"),
    path("stil/quartiere.css", views.accents, name="accents"),
]
