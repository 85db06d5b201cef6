"""What may be uploaded as PNG and WebP."""

import hashlib
import struct
import zlib
from contextlib import suppress
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from PIL import Image as PillowImage
from PIL.PngImagePlugin import PngInfo

from managements.funding.logo_files import LARGEST_BITMAP, read_logo
from tests.builders import colour_profile, photograph
from tests.logos import bitmap


def refusal(content: bytes) -> str:
    with pytest.raises(ValidationError) as caught:
        read_logo(BytesIO(content))
    return caught.value.code


def chunk(kind: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
    )


def png_that_says(width: int, height: int) -> bytes:
    """Return a PNG of few bytes that claims to be large."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(b"\x00" * 1000))
    return b"\x89PNG\r\n\x1a\n" + header + pixels + chunk(b"IEND", b"")


def moving(file_format: str) -> bytes:
    frames = [PillowImage.new("RGB", (500, 100), colour) for colour in ("red", "blue")]
    output = BytesIO()
    frames[0].save(output, file_format, save_all=True, append_images=frames[1:], duration=100)
    return output.getvalue()


def see_through(file_format: str, mode: str = "RGBA") -> bytes:
    output = BytesIO()
    options = {"transparency": 0} if mode == "P" else {}
    PillowImage.new(mode, (500, 100)).save(output, file_format, **options)
    return output.getvalue()


def text_bomb() -> bytes:
    whole = bitmap()
    bomb = chunk(b"zTXt", b"Comment\x00\x00" + zlib.compress(b"x" * 80_000_000))
    return whole[:33] + bomb + whole[33:]


def noise(size: tuple[int, int]) -> bytes:
    output = BytesIO()
    PillowImage.effect_noise(size, 90).convert("RGB").save(output, "PNG")
    return output.getvalue()


@pytest.mark.parametrize("file_format", ["PNG", "WEBP"])
def test_a_picture_is_kept_pixel_by_pixel(file_format: str) -> None:
    content = bitmap(
        (800, 200), file_format, **({"lossless": True} if file_format == "WEBP" else {})
    )
    drawing = read_logo(BytesIO(content))
    assert (drawing.ending, drawing.width, drawing.height) == (file_format.lower(), 800, 200)
    assert drawing.digest == hashlib.sha256(drawing.content).hexdigest()
    sent, kept = (
        PillowImage.open(BytesIO(one)).convert("RGBA") for one in (content, drawing.content)
    )
    assert sent.tobytes() == kept.tobytes()


@pytest.mark.parametrize(
    ("code", "content"),
    [
        pytest.param("transparent", see_through("PNG"), id="transparent PNG"),
        pytest.param("transparent", see_through("WEBP"), id="transparent WebP"),
        pytest.param("transparent", see_through("PNG", "LA"), id="transparent grey"),
        pytest.param("transparent", see_through("PNG", "P"), id="transparent palette"),
        pytest.param("too_narrow", bitmap((399, 400)), id="399 pixels"),
        pytest.param("unknown_format", photograph(size=(500, 400)), id="JPEG"),
        pytest.param("unknown_format", b"GIF89a" + b"\x00" * 100, id="GIF"),
        pytest.param("unknown_format", b"MZ" + b"\x00" * 100, id="a program"),
        pytest.param("moves", moving("PNG"), id="moving PNG"),
        pytest.param("moves", moving("WEBP"), id="moving WebP"),
        pytest.param("too_many_pixels", png_that_says(8000, 7000), id="56 million pixels"),
        pytest.param("too_many_pixels", png_that_says(10_000, 10_000), id="100 million pixels"),
        pytest.param(
            "too_many_pixels", png_that_says(2**31 - 1, 2**31 - 1), id="pixels without end"
        ),
        pytest.param("damaged", png_that_says(500, 500), id="fewer lines than it says"),
        pytest.param("damaged", png_that_says(0, 500), id="no width"),
        pytest.param("damaged", text_bomb(), id="80 MB of comment"),
        pytest.param("damaged", noise((600, 400))[:200_000], id="half a PNG"),
        pytest.param("damaged", bitmap(file_format="WEBP")[:60], id="half a WebP"),
        pytest.param("damaged", b"\x89PNG\r\n\x1a\n", id="beginning alone"),
        pytest.param("damaged", b"RIFF\x10\x00\x00\x00WEBPVP8X", id="WebP, beginning alone"),
        pytest.param("too_large", bitmap() + b"\x00" * LARGEST_BITMAP, id="more than 2 MB"),
    ],
)
@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_what_is_no_logo_is_refused_with_a_sentence(code: str, content: bytes) -> None:
    assert refusal(content) == code


@pytest.mark.parametrize("file_format", ["PNG", "WEBP"])
def test_every_piece_of_a_picture_is_refused_or_read(file_format: str) -> None:
    whole = bitmap((420, 60), file_format)
    for end in range(12, len(whole), max(1, len(whole) // 80)):
        for content in (whole[:end], whole[:end] + b"\xff" + whole[end + 1 :]):
            # Whatever else is raised fails the test.
            with suppress(ValidationError):
                read_logo(BytesIO(content))


@pytest.mark.parametrize("file_format", ["PNG", "WEBP"])
def test_what_a_camera_or_a_program_wrote_into_it_is_taken_out(file_format: str) -> None:
    exif = PillowImage.Exif()
    exif[0x010F] = "Canary Camera"
    text = PngInfo()
    text.add_text("Comment", "Canary Comment")
    options = {"exif": exif, "icc_profile": colour_profile()}
    if file_format == "PNG":
        options["pnginfo"] = text
    drawing = read_logo(BytesIO(bitmap(file_format=file_format, **options)))
    assert b"Canary" not in drawing.content
    assert PillowImage.open(BytesIO(drawing.content)).info["icc_profile"]


def test_a_picture_that_lies_on_its_side_is_turned_and_measured_upright() -> None:
    exif = PillowImage.Exif()
    exif[0x0112] = 6
    drawing = read_logo(BytesIO(bitmap((500, 1000), exif=exif)))
    assert (drawing.width, drawing.height) == (1000, 500)


def test_the_name_of_a_file_does_not_matter() -> None:
    file = BytesIO(bitmap())
    file.name = "logo.svg"
    assert read_logo(file).ending == "png"
