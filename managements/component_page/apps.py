"""Registration of the capability with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ComponentPageConfig(AppConfig):
    """Everything that pages are built of, in every state, for those who look after the sites."""

    name = "managements.component_page"
    label = "component_page"
    verbose_name = _("components")
