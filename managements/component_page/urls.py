"""Addresses of the component page, below /admin/bausteine/."""

from django.urls import path

from managements.component_page import views

app_name = "component_page"

urlpatterns = [
    path("", views.ComponentPageView.as_view(), name="index"),
    path("stil.css", views.style, name="style"),
    path("<slug:group>/", views.GroupView.as_view(), name="group"),
    path("<slug:group>/<int:number>/", views.document, name="document"),
]
