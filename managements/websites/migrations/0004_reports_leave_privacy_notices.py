"""Prepared privacy notices told what the application does with data; now the page says it by itself.

Only what nobody has changed leaves the text, where it would stand twice: the paragraphs about reported
barriers and about counting, and what the summary says of cookies. What editors wrote stays.
"""

import json
import re

from django.db import migrations

HEADING = "Wenn Sie eine Barriere melden"
BEGINNING = (
    "Ihre Meldung lesen das Büro und die Stadtredaktion. Ihre E-Mail-Adresse müssen Sie nicht angeben. "
    "Wir brauchen sie nur, um Ihnen zu antworten. "
)
# As the releases prepared it.
PARAGRAPHS = {
    BEGINNING + "Ihre E-Mail-Adresse und Ihre Angaben zu Hilfsmitteln löschen wir 6 Monate nach unserer "
    "Antwort, spätestens nach 24 Monaten. Was Sie am Lesen hindert, bleibt gespeichert: Es betrifft "
    "unsere Seiten.",
    BEGINNING + "Ihre E-Mail-Adresse, Ihre Angaben zu Hilfsmitteln und unsere Notizen löschen wir 6 Monate "
    "nach unserer Antwort, spätestens nach 24 Monaten. Was Sie am Lesen hindert, bleibt gespeichert: "
    "Es betrifft unsere Seiten. Schreiben Sie dort bitte keine Namen.",
}
BEGINNING_OF_SUMMARY = "Sie können diese Seiten lesen, ohne dass wir erfahren, wer Sie sind."
SUMMARIES = {
    f"{BEGINNING_OF_SUMMARY} Wir setzen keine Cookies. Wir laden nichts von fremden Servern. "
    f"Wir {verb} nicht, was Sie lesen."
    for verb in ("messen", "beobachten")
}
COUNTING = (
    "Wir zählen nur, wie oft im Monat jede unserer Auskünfte angezeigt wird, zum Beispiel die zum "
    "Praktikum. Dabei speichern wir nichts über Sie."
)
# The editor of the CMS gives every paragraph a key when a page is saved.
_PARAGRAPH = re.compile(r'(<p(?: data-block-key="[^"]*")?>)([^<]*)(</p>)')


def without_doubles(body):
    """Return a stored body without what the page says by itself, None if it says nothing of that."""
    if not isinstance(body, list):
        return None
    shorter = [_without_sentences(block) for block in _without_reports(body)]
    return shorter if shorter != body else None


def _without_reports(body):
    for place, (first, second) in enumerate(zip(body, body[1:])):
        if _is_heading(first) and _is_paragraph(second):
            return body[:place] + body[place + 2 :]
    return body


def _without_sentences(block):
    if not _is_text(block):
        return block
    value = _PARAGRAPH.sub(_shortened, block["value"])
    # A block that is about counting alone may have a heading of its own.
    return block | {"value": value} if value.strip() else block


def _shortened(paragraph):
    start, words, end = paragraph.groups()
    words = _plain(words)
    if words in SUMMARIES:
        return f"{start}{BEGINNING_OF_SUMMARY}{end}"
    return "" if words == COUNTING else paragraph[0]


def _plain(words):
    return words.replace("\u00a0", " ").strip()


def _is_text(block):
    is_text = isinstance(block, dict) and block.get("type") == "text"
    return is_text and isinstance(block.get("value"), str)


def _is_heading(block):
    value = block.get("value") if isinstance(block, dict) and block.get("type") == "heading" else None
    return isinstance(value, dict) and value.get("text") == HEADING


def _is_paragraph(block):
    found = _PARAGRAPH.fullmatch(block["value"].strip()) if _is_text(block) else None
    return found is not None and _plain(found[2]) in PARAGRAPHS


def leave_out(apps, schema_editor):
    using = schema_editor.connection.alias
    notices = apps.get_model("websites", "LegalPage").objects.using(using).filter(kind="datenschutz")
    revisions = apps.get_model("wagtailcore", "Revision").objects.using(using)
    for notice in notices:
        body = without_doubles(notice.body)
        if body is not None:
            notices.filter(pk=notice.pk).update(body=body)
        for revision in revisions.filter(
            object_id=str(notice.pk),
            base_content_type__app_label="wagtailcore",
            base_content_type__model="page",
        ):
            stored = revision.content.get("body")
            try:
                body = without_doubles(json.loads(stored) if isinstance(stored, str) else stored)
            except ValueError:
                continue
            if body is not None:
                revision.content["body"] = json.dumps(body) if isinstance(stored, str) else body
                revision.save(update_fields=["content"])


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
        ("websites", "0003_legal_pages_without_accessibility"),
    ]

    operations = [migrations.RunPython(leave_out, migrations.RunPython.noop)]
