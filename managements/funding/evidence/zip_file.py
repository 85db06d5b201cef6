"""All the evidence of a year in one file: paper, table, stored pages, logos, and how to check them."""

import hashlib
import io
import logging
import zipfile
from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from managements.funding.drawings import LogoFile, logo_file
from managements.funding.evidence.checking import damaged, note_on, stored_pages
from managements.funding.evidence.collecting import Evidence
from managements.funding.evidence.csv_file import PAGES, evidence_csv
from managements.funding.evidence.pdf_file import evidence_pdf, what_is_recorded
from managements.funding.models.damaged_pages import Damage

LOGOS = "logos"
READ_ME = "LIESMICH.txt"
SUMS = "SHA256SUMS.txt"
_OWNER_MAY_WRITE_ALL_MAY_READ = 0o644
_UNIX = 3
logger = logging.getLogger(__name__)
# By their hashes; None where a file cannot be had.
_Logos = dict[str, LogoFile | None]


def evidence_zip(evidence: Evidence) -> Iterator[bytes]:
    """Return the file piece by piece, so that it takes no more memory for more pages.

    What may fail is done before the first piece.

    Raises:
        PressBusyError: if other documents have to be set first, and that takes too long.
    """
    logos = {digest: logo_file(digest) for digest in {logo.digest for logo in evidence.logos}}
    with override(settings.LANGUAGE_CODE):
        read_me = _read_me(evidence, logos).encode()
    return _pieces(evidence, evidence_pdf(evidence), read_me, logos)


def _pieces(evidence: Evidence, pdf: bytes, read_me: bytes, logos: _Logos) -> Iterator[bytes]:
    outlet = _Outlet()
    sums: list[str] = []
    with zipfile.ZipFile(outlet, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content, digest in _files(evidence, pdf, read_me, logos):
            archive.writestr(_entry(evidence, name), content)
            sums.append(f"{digest}  {name}\n")
            yield outlet.taken()
        archive.writestr(_entry(evidence, SUMS), "".join(sums).encode())
    yield outlet.taken()


def _files(
    evidence: Evidence, pdf: bytes, read_me: bytes, logos: _Logos
) -> Iterator[tuple[str, bytes, str]]:
    """Yield name, content and hash of each file, in their order.

    Where a stored page is damaged, a note takes its place, so that whoever gets the archive gets all
    the rest. No page is handed out but the one that was recorded.
    """
    for name, content in (
        (READ_ME, read_me),
        ("nachweis.pdf", pdf),
        ("nachweis.csv", evidence_csv(evidence)),
    ):
        yield name, content, hashlib.sha256(content).hexdigest()
    pages = stored_pages([one.publication_id for one in evidence.publications])
    for known, (key, page) in zip(evidence.publications, pages, strict=True):
        record = known
        if record.damage is None and isinstance(page, Damage):
            # Since the table and the paper were made.
            logger.error("The stored page of publication %s is damaged: %s.", key, page.value)
            record = damaged(record, page)
        if record.damage is None and isinstance(page, bytes):
            content, digest = page, record.digest
        else:
            content = note_on(record)
            digest = hashlib.sha256(content).hexdigest()
        yield f"{PAGES}/{record.file_name}", content, digest
    for digest, file in sorted(logos.items()):
        if file is not None:
            yield f"{LOGOS}/{digest}.{file.ending}", file.content, digest


def _entry(evidence: Evidence, name: str) -> zipfile.ZipInfo:
    """Return an entry that says nothing of when and where it was made."""
    day = evidence.as_of
    entry = zipfile.ZipInfo(name, date_time=(day.year, day.month, day.day, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = _UNIX
    entry.external_attr = _OWNER_MAY_WRITE_ALL_MAY_READ << 16
    return entry


class _Outlet(io.RawIOBase):
    """Takes what is written, and gives it away."""

    def __init__(self) -> None:
        self._written = bytearray()

    def writable(self) -> bool:
        """It is made for that."""
        return True

    def write(self, piece: bytes) -> int:  # type: ignore[override]
        """Keep a piece until it is taken."""
        self._written += piece
        return len(piece)

    def taken(self) -> bytes:
        """Return what was written since the last time."""
        piece = bytes(self._written)
        self._written.clear()
        return piece


def _damaged(evidence: Evidence) -> Iterator[str]:
    """Yield which stored pages are damaged; nothing if none is."""
    if evidence.damaged:
        yield "\n".join(
            (
                _("These stored pages are damaged. In the place of each is a note that says so:"),
                *(f"- {PAGES}/{one.file_name}" for one in evidence.damaged),
            )
        )


def _lost(evidence: Evidence, logos: _Logos) -> Iterator[str]:
    """Yield which logos are not in here; nothing if all are."""
    lost = [logo for logo in evidence.logos if logos[logo.digest] is None]
    if lost:
        yield "\n".join(
            (
                _("The files of these logos cannot be read any more, and are missing here:"),
                *(f"- {logo.name} (SHA-256: {logo.digest})" for logo in lost),
            )
        )


def _read_me(evidence: Evidence, logos: _Logos) -> str:
    facts = {"year": evidence.year, "name": evidence.name, "pages": PAGES, "logos": LOGOS}
    paragraphs = (
        _("Evidence of the funding notices in %(year)d") % facts + f"\n{evidence.name}",
        _("What is in here") + "\n" + "\n".join(
            (
                "- nachweis.pdf: " + _("the evidence to read and to print"),
                "- nachweis.csv: " + _("the same as a table, with every wording in full"),
                f"- {PAGES}/: " + _("the recorded pages as everybody saw them, by number"),
                f"- {LOGOS}/: " + _("the logos that were shown; each is named by its hash"),
                f"- {SUMS}: " + _("the hashes (SHA-256) of all these files"),
            )
        ),
        _("How to check it"),
        _(
            "With the first command your computer says whether every file is what it was. It works "
            "under Linux; under macOS use the second one. Under Windows, the third one says the hash "
            "of a file: compare it with the line of that file."
        ),
        "\n".join(
            (
                f"  sha256sum --check {SUMS}",
                f"  shasum -a 256 -c {SUMS}",
                "  certutil -hashfile nachweis.pdf SHA256",
            )
        ),
        what_is_recorded(),
        _("The hash of a page was recorded together with it. It also stands in the PDF and in the table."),
        _(
            "The pages are stored without their style sheets and pictures: they look plainer here "
            "than on the web. What they say is complete."
        ),
        _(
            "In the table, a cell that begins like a formula has an apostrophe in front, so that no "
            "program takes it for one. The apostrophe is not a part of the text."
        ),
        *_damaged(evidence),
        *_lost(evidence, logos),
        _("Days and times are those of Berlin. Who asks again gets the same file again."),
    )  # fmt: skip
    return "\r\n".join("\n\n".join(paragraphs).splitlines()) + "\r\n"
