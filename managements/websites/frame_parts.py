"""What the frame of a page consists of, as its templates get it."""

from dataclasses import dataclass

from managements.websites.share_images import HEIGHT, WIDTH, ShareImage


@dataclass(frozen=True)
class Link:
    """A link in header, breadcrumb or footer."""

    title: str
    url: str
    is_current: bool = False
    is_open: bool = False


@dataclass(frozen=True)
class Quarter:
    """Another management, as footers name it."""

    short_name: str
    name: str
    url: str


@dataclass(frozen=True)
class ContactDetails:
    """How to reach a management, or who answers in its place."""

    name: str
    address: str
    phone: str
    phone_url: str
    email: str


@dataclass(frozen=True)
class SharedPicture:
    """The picture of a page, and where it is."""

    image: ShareImage
    mark: str
    # On the page's own site.
    site_pk: int
    root_url: str
    path: str
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def url(self) -> str:
        """Its address in full."""
        return f"{self.root_url}{self.path}"
