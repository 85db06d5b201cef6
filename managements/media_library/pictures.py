"""Pictures in the sizes in which they are shown, wherever one may be missing."""

from wagtail.images.models import SourceImageIOError

from managements.media_library.models import Image, Rendition


def rendition_or_none(image: Image | None, spec: str) -> Rendition | None:
    """Return a picture in a size, None if there is no picture or its file is gone.

    One lost file, as after a backup that was restored in part, must not take down a page, let alone
    a feed in which it is one of many.
    """
    if image is None:
        return None
    try:
        rendition: Rendition = image.get_rendition(spec)
    except SourceImageIOError:
        return None
    return rendition
