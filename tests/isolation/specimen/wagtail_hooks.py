"""Registered the way docs/how-to/add-a-snippet.md tells."""

from wagtail.snippets.models import register_snippet

from managements.tenancy.viewsets import ManagementSnippetViewSet, SharedSnippetViewSet
from tests.isolation.specimen.models import CommonSpecimen, Specimen


class SpecimenViewSet(ManagementSnippetViewSet):
    model = Specimen
    list_display = ["title", "management"]
    list_filter = ["management"]
    inspect_view_enabled = True
    copy_view_enabled = True
    list_export = ["title", "management"]
    menu_label = "Specimens"
    add_to_admin_menu = True


class CommonSpecimenViewSet(SharedSnippetViewSet):
    model = CommonSpecimen
    inspect_view_enabled = True
    list_export = ["title"]


register_snippet(SpecimenViewSet)
register_snippet(CommonSpecimenViewSet)
