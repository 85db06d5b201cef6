"""Images: their description, and what is taken out of them."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.test import Client
from PIL import Image as PillowImage
from wagtail.models import UploadedFile

from managements.media_library.metadata import without_metadata
from managements.media_library.models import Image
from managements.models import Management
from tests.builders import GPS_IFD, colour_profile, logged_in, photograph, stored_image, upload

ADD = "/admin/images/add/"


def opened(content: bytes) -> PillowImage.Image:
    return PillowImage.open(BytesIO(content))


@pytest.fixture
def editor(gruenau: Management, editor_of) -> Client:
    return logged_in(editor_of(gruenau))


def form(**fields: object) -> dict[str, object]:
    return {"title": "IMG_1234", "description": "Zwei Farbflächen", "file": upload()} | fields


def test_the_test_picture_really_tells_where_it_was_taken() -> None:
    assert opened(photograph()).getexif().get_ifd(GPS_IFD)[2] == (51.0, 20.0, 30.0)


@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_no_format_keeps_the_place_or_the_camera(file_format: str) -> None:
    source = opened(photograph())
    with_exif = BytesIO()
    source.save(with_exif, file_format, exif=source.getexif())
    assert opened(with_exif.getvalue()).getexif()
    cleaned = without_metadata(with_exif, f"a.{file_format.lower()}").read()
    assert not opened(cleaned).getexif()
    assert b"Canary" not in cleaned
    assert opened(cleaned).format == file_format


def test_a_turned_photograph_stands_upright_and_keeps_its_colours() -> None:
    original = photograph(size=(60, 40), turned=True)
    cleaned = opened(without_metadata(BytesIO(original), "a.jpg").read())
    assert cleaned.size == (40, 60)
    top, bottom = cleaned.getpixel((20, 5)), cleaned.getpixel((20, 55))
    assert top[0] > 200
    assert bottom[2] > 200
    assert cleaned.info["icc_profile"] == opened(original).info["icc_profile"]


def test_transparency_survives() -> None:
    source = BytesIO()
    PillowImage.new("RGBA", (10, 10), (255, 0, 0, 0)).save(source, "PNG")
    cleaned = opened(without_metadata(source, "a.png").read())
    assert cleaned.getpixel((5, 5))[3] == 0


def test_a_stored_image_has_lost_its_metadata_whichever_way_it_came(db) -> None:
    image = stored_image()
    with image.file.open("rb") as file:
        content = file.read()
    assert not opened(content).getexif()
    assert image.file_size == len(content)


def test_a_rendition_has_no_metadata(db) -> None:
    rendition = stored_image().get_rendition("width-30|format-jpeg")
    with rendition.file.open("rb") as file:
        assert not opened(file.read()).getexif()


def test_the_file_name_never_becomes_the_alternative_text(db) -> None:
    assert stored_image().default_alt_text == "Zwei Farbflächen, rot und blau"
    decorative = stored_image(description="", is_decorative=True)
    assert decorative.default_alt_text == ""
    assert 'alt=""' in decorative.get_rendition("width-30").img_tag()


def test_the_database_refuses_a_picture_without_description(db) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Image.objects.create(title="a", file=ContentFile(photograph(), "a.jpg"))


def test_an_editor_uploads_a_described_picture(editor: Client, gruenau: Management) -> None:
    response = editor.post(ADD, form())
    assert response.status_code == 302
    image = Image.objects.get()
    assert image.collection == gruenau.collection
    assert image.description == "Zwei Farbflächen"


def test_a_missing_description_is_said_at_its_field_and_nothing_is_stored(editor: Client) -> None:
    response = editor.post(ADD, form(description=" "))
    assert response.status_code == 200
    errors = response.context["form"].errors
    assert list(errors) == ["description"]
    assert "beschreiben" in errors["description"][0]
    assert not Image.objects.exists()


def test_decoration_needs_no_description(editor: Client) -> None:
    editor.post(ADD, form(description="", is_decorative="on"))
    assert Image.objects.get().is_decorative


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("kein-bild.jpg", b"Das ist kein Bild."),
        ("zeichnung.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
        ("getarnt.png", photograph()),
        ("leer.jpg", b""),
    ],
)
def test_what_is_no_allowed_picture_is_refused_at_its_field(
    editor: Client, name: str, content: bytes
) -> None:
    response = editor.post(ADD, form(file=upload(name, content)))
    errors = response.context["form"].errors
    assert list(errors) == ["file"]
    assert not Image.objects.exists()


def test_a_file_that_is_too_big_is_refused_in_german(editor: Client, settings) -> None:
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 100
    response = editor.post(ADD, form())
    assert "zu groß" in response.context["form"].errors["file"][0]
    assert not Image.objects.exists()


def test_a_picture_with_too_many_pixels_is_refused_in_german(editor: Client, settings) -> None:
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 100
    response = editor.post(ADD, form())
    assert "Pixel" in response.context["form"].errors["file"][0]
    assert not Image.objects.exists()


def test_the_multiple_upload_asks_for_the_description_before_it_stores(editor: Client) -> None:
    response = editor.post(
        "/admin/images/multiple/add/",
        {"title": "IMG_1234", "files[]": upload()},
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    answer = response.json()
    assert answer["success"]
    assert "description" in answer["form"]
    assert not Image.objects.exists()


def test_only_renditions_are_served(client: Client, city, settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
    for folder in ("images", "original_images", "documents"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.jpg").write_bytes(photograph())
    served = client.get("/media/images/a.jpg")
    assert served.status_code == 200
    assert "sandbox" in served["Content-Security-Policy"]
    assert served["X-Content-Type-Options"] == "nosniff"
    for path in ("original_images/a.jpg", "documents/a.jpg", "images/../documents/a.jpg"):
        assert client.get(f"/media/{path}").status_code == 404


def damaged_pictures() -> dict[str, bytes]:
    whole = photograph(size=(600, 400))
    found = {"header.jpg": whole[:20]}
    for file_format, ending in (("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")):
        output = BytesIO()
        noise = PillowImage.effect_noise((300, 200), 80).convert("RGB")
        noise.save(output, file_format)
        content = output.getvalue()
        found[f"half.{ending}"] = content[: len(content) // 2]
    return found


@pytest.mark.parametrize("name", damaged_pictures())
def test_a_damaged_picture_is_a_sentence_at_its_field(editor: Client, name: str) -> None:
    for url, data in (
        (ADD, form(file=upload(name, damaged_pictures()[name]))),
        (
            "/admin/images/multiple/add/",
            {"title": "x", "files[]": upload(name, damaged_pictures()[name])},
        ),
    ):
        response = editor.post(url, data, headers={"x-requested-with": "XMLHttpRequest"})
        assert response.status_code == 200
    assert not Image.objects.exists()
    assert not UploadedFile.objects.exists()


def odd_pictures() -> dict[str, bytes]:
    grey16 = PillowImage.new("I;16", (40, 30), 30000)
    print_colours = PillowImage.new("CMYK", (40, 30), (10, 200, 30, 0))
    palette = PillowImage.new("P", (40, 30))
    found = {}
    for name, picture, options in (
        ("grey16.png", grey16, {}),
        ("print.jpg", print_colours, {}),
        ("print-with-wrong-profile.jpg", print_colours, {"icc_profile": colour_profile()}),
        ("palette.png", palette, {"transparency": 0}),
    ):
        output = BytesIO()
        picture.save(output, {"png": "PNG", "jpg": "JPEG"}[name[-3:]], **options)
        found[name] = output.getvalue()
    return found


@pytest.mark.parametrize("name", odd_pictures())
def test_odd_pictures_can_be_shown_in_every_format(db, name: str) -> None:
    image = Image.objects.create(
        title=name, description="Fläche", file=ContentFile(odd_pictures()[name], name)
    )
    for file_format in ("jpeg", "webp", "avif"):
        rendition = image.get_rendition(f"width-20|format-{file_format}")
        assert rendition.width == 20


def test_a_picture_that_waits_for_its_description_tells_no_place(editor: Client) -> None:
    editor.post(
        "/admin/images/multiple/add/",
        {"title": "IMG_1234", "files[]": upload()},
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    with UploadedFile.objects.get().file.open("rb") as file:
        assert not opened(file.read()).getexif()


def test_a_picture_that_nobody_described_for_a_day_is_dropped(editor: Client, monkeypatch) -> None:
    for number in range(2):
        editor.post(
            "/admin/images/multiple/add/",
            {"title": f"IMG_{number}", "files[]": upload(f"IMG_{number}.jpg")},
            headers={"x-requested-with": "XMLHttpRequest"},
        )
        monkeypatch.setattr("managements.media_library.uploads.WAITING_TIME", -timedelta(days=1))
    assert UploadedFile.objects.count() == 1


def test_a_name_that_no_file_system_takes_is_not_found(client, city, settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "images").mkdir()
    assert client.get(f"/media/images/{'a' * 300}.jpg").status_code == 404
