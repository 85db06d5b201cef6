"""Blocks with files: pictures and downloads."""

from pathlib import PurePath

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock as AlternativeTextImageBlock

from managements.pages.blocks.registry import body_block
from managements.pages.blocks.specimens import Drawing, Paper

SHOWING = _("Pictures and files")


@body_block("image", order=70)
class ImageBlock(blocks.StructBlock):
    """A picture with its text for people who cannot see it, its caption and its credit."""

    image = AlternativeTextImageBlock(label=_("Picture"))
    caption = blocks.CharBlock(label=_("Caption"), max_length=240, required=False)

    def get_preview_value(self) -> blocks.StructValue:
        """Show a drawing of ours: there need be no image in the library yet."""
        value = self.normalize({"caption": "Ein Bild mit einer Unterschrift."})
        value["image"] = Drawing(credit="Wer es gemacht hat", alt="Häuser mit Giebeln")
        return value

    class Meta:
        icon = "image"
        label = _("Picture")
        group = SHOWING
        description = _("A picture with description and credit.")
        template = "pages/blocks/image_block.html"


class DownloadValue(blocks.StructValue):
    """A document with what people want to know before they load it."""

    @property
    def url(self) -> str:
        """Where the file is."""
        document = self.get("document")
        return document.url if document else ""

    @property
    def link_text(self) -> str:
        """The text of the link: the editor's own, else the document's title."""
        document = self.get("document")
        return self.get("title") or (document.title if document else "")

    @property
    def file_type(self) -> str:
        """The kind of file, for example "PDF"."""
        document = self.get("document")
        return PurePath(document.filename).suffix.lstrip(".").upper() if document else ""

    @property
    def size(self) -> str:
        """The size in words, for example "1,2 MB"."""
        document = self.get("document")
        # A no-break space in Django's German format would be copied into file lists.
        return filesizeformat(document.get_file_size()) if document else ""

    @property
    def text_version(self) -> str:
        """The document's text, or an empty text."""
        document = self.get("document")
        return document.text_version if document else ""


@body_block("download", order=75)
class DownloadBlock(blocks.StructBlock):
    """A file to download, with its kind, its size and its text version."""

    document = DocumentChooserBlock(label=_("Document"))
    title = blocks.CharBlock(
        label=_("Link text"),
        max_length=160,
        required=False,
        help_text=_("Empty: the document's title."),
    )

    def get_preview_value(self) -> blocks.StructValue:
        """Show a file that is in no library."""
        value = self.normalize({"title": ""})
        value["document"] = Paper(
            title="Protokoll der letzten Sitzung",
            filename="protokoll.pdf",
            text_version="<p>Der Inhalt der Datei als Text, für alle, die sie nicht öffnen können.</p>",
        )
        return value

    class Meta:
        icon = "download"
        label = _("Download")
        group = SHOWING
        description = _("A file with its size, and its text for those who cannot read the file.")
        template = "pages/blocks/download_block.html"
        value_class = DownloadValue
