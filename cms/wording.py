"""Texts of Wagtail for which our catalogue has a plainer German text.

Our catalogue comes before Wagtail's, so a text that stands in both reads as ours. Nothing imports
this list: it keeps `make messages` from taking the texts for unused, and lets the tests notice when
Wagtail changes one.
"""

from django.utils.translation import gettext_noop, ngettext_lazy

PLAINER = (
    # "Das „Ort“-Objekt konnte aufgrund von Fehlern nicht erstellt werden."
    gettext_noop("The %(model_name)s could not be created due to errors."),
    gettext_noop("The %(model_name)s could not be saved due to errors."),
    gettext_noop("The page could not be created due to validation errors."),
    gettext_noop("The page could not be saved due to validation errors."),
    gettext_noop("The image could not be created due to errors."),
    gettext_noop("The image could not be saved due to errors."),
    gettext_noop("The document could not be created due to errors."),
    gettext_noop("The document could not be saved due to errors."),
    # "Es sind keine „Schließzeiten“-Objekte zum Anzeigen vorhanden. Warum nicht eins hinzufügen?"
    gettext_noop(
        'There are no %(model_name)s to display. Why not <a href="%(add_url)s">add one</a>?'
    ),
    # "Möchten Sie dieses Ort-Objekt wirklich löschen?"
    gettext_noop("Are you sure you want to delete this %(model_name)s?"),
    gettext_noop("Are you sure you want to delete this %(snippet_type_name)s?"),
    gettext_noop("One or more references to this %(model_name)s prevent it from being deleted."),
    ngettext_lazy(
        "This %(model_name)s is referenced %(usage_count)s time.",
        "This %(model_name)s is referenced %(usage_count)s times.",
    ),
    # "Anderes Ort-Objekt auswählen"
    gettext_noop("Choose another %(object)s"),
    # "Der Seitentitel, der öffentlich angezeigt werden soll"
    gettext_noop("The page title as you'd like it to be seen by the public"),
    # "Ort 'Bürgertreff' erstellt.", with the quotation marks of a typewriter
    gettext_noop("%(model_name)s '%(object)s' created."),
    gettext_noop("%(model_name)s '%(object)s' updated."),
    # "Zum Wagtail Admin-Interface"
    gettext_noop("Go to Wagtail admin"),
)
