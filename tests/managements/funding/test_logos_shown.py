"""Which logos people see, where, and from which moment on."""

import datetime
import re
from html import unescape
from io import BytesIO

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client

from managements.funding.logo_files import read_logo
from managements.funding.models import (
    CityNotice,
    FundingNotice,
    Logo,
    NoticeProgramme,
    Programme,
)
from managements.funding.notices import ShownLogo, notice_for
from tests.builders import content_page
from tests.dates import at
from tests.logos import bitmap, make_logo, svg

pytestmark = pytest.mark.once

BLUE = svg('<path d="M0 0h200v100z" fill="blue"/>')
TODAY = datetime.date(2026, 11, 26)


@pytest.fixture
def notices(gruenau, paunsdorf) -> None:
    for management in (gruenau, paunsdorf):
        FundingNotice.objects.create(management=management, text="Gefördert.")
    CityNotice.objects.create(text="Im Auftrag.")


def shown(client: Client, url: str) -> list[str]:
    """Return the addresses of the logos in a page's footer, in their order."""
    footer = client.get(url).content.decode().split("<footer")[1]
    return re.findall(r'<img src="(/media/logos/[^"]*)"', footer)


def address(content: bytes) -> str:
    return f"/media/logos/{read_logo(BytesIO(content)).digest}.svg"


def test_a_replaced_logo_shows_at_once_on_old_and_new_pages_and_on_the_city_s(
    client, gruenau, paunsdorf, city, notices
) -> None:
    with time_machine.travel(at("2024-05-01", "12:00"), tick=False):
        content_page(gruenau.page, "Alt", slug="alt")
    with time_machine.travel(at(TODAY, "12:00"), tick=False):
        content_page(gruenau.page, "Neu", slug="neu")
        logo = make_logo()
        urls = ("/", "/impressum/", "/gruenau/", "/gruenau/alt/", "/gruenau/neu/", "/paunsdorf/")
        urls += ("/gruenau/gibt-es-nicht/",)
        for url in urls:
            assert shown(client, url) == [address(svg())], url
        logo.add_version(BytesIO(BLUE), alternative_text="Neues Logo", valid_from=TODAY)
        for url in urls:
            assert shown(client, url) == [address(BLUE)], url


def test_a_version_that_is_to_come_switches_at_midnight_in_berlin(client, gruenau, notices) -> None:
    logo = make_logo()
    logo.add_version(BytesIO(BLUE), alternative_text="Neu", valid_from=datetime.date(2027, 1, 1))
    for moment, expected in (
        (at("2026-12-31", "23:59"), svg()),
        (at("2027-01-01", "00:00"), BLUE),
        # In London it is still the old year.
        (datetime.datetime(2026, 12, 31, 23, 1, tzinfo=datetime.UTC), BLUE),
        (datetime.datetime(2026, 12, 31, 22, 59, tzinfo=datetime.UTC), svg()),
    ):
        with time_machine.travel(moment, tick=False):
            for url in ("/gruenau/", "/"):
                assert shown(client, url) == [address(expected)], moment


def test_before_its_first_version_a_logo_is_not_shown(client, gruenau, notices) -> None:
    make_logo(valid_from=datetime.date(2027, 1, 1))
    with time_machine.travel(at("2026-12-31", "12:00"), tick=False):
        assert shown(client, "/gruenau/") == []
    with time_machine.travel(at("2027-01-01", "12:00"), tick=False):
        assert len(shown(client, "/gruenau/")) == 1


def test_logos_stand_in_the_order_of_the_stadtredaktion_and_belong_to_their_programmes(
    gruenau, paunsdorf
) -> None:
    szp, other = (Programme.objects.create(title=title) for title in ("SZP", "Anderes"))
    make_logo("Stadt", sort_order=3)
    make_logo("Land", sort_order=2, programmes=[szp, other], on_city_pages=False)
    make_logo("Bund", sort_order=1, programmes=[szp], on_city_pages=False)
    for management, programmes in ((gruenau, [szp, other]), (paunsdorf, [other])):
        notice = FundingNotice(management=management, text="{Programm}")
        notice.notice_programmes.set([NoticeProgramme(programme=one) for one in programmes])
        notice.save()
    CityNotice.objects.create(text="Im Auftrag.")
    names = {
        management: [logo.name for logo in notice_for(management, TODAY, today=TODAY).logos]
        for management in (gruenau, paunsdorf, None)
    }
    assert names == {
        gruenau: ["Bund", "Land", "Stadt"],
        paunsdorf: ["Land", "Stadt"],
        None: ["Stadt"],
    }


def test_a_logo_that_has_ended_stands_below_what_was_published_before(gruenau) -> None:
    FundingNotice.objects.create(management=gruenau, text="Gefördert.")
    make_logo(shown_until=datetime.date(2025, 12, 31))
    assert notice_for(gruenau, datetime.date(2025, 12, 31), today=TODAY).logos
    assert not notice_for(gruenau, datetime.date(2026, 1, 1), today=TODAY).logos


def test_a_notice_takes_as_many_queries_with_one_logo_as_with_five(
    gruenau, django_assert_num_queries
) -> None:
    szp = Programme.objects.create(title="SZP")
    notice = FundingNotice(management=gruenau, text="{Programm}")
    notice.notice_programmes.set([NoticeProgramme(programme=szp)])
    notice.save()
    make_logo("0")
    with django_assert_num_queries(6):
        assert len(notice_for(gruenau, TODAY, today=TODAY).logos) == 1
    for number in range(1, 5):
        logo = make_logo(str(number), programmes=[szp])
        logo.add_version(BytesIO(BLUE), alternative_text="x", valid_from=TODAY)
    with django_assert_num_queries(6):
        assert len(notice_for(gruenau, TODAY, today=TODAY).logos) == 5


def test_its_words_its_size_and_its_name_are_in_the_page(client, gruenau, notices) -> None:
    make_logo("Stadt & Land", svg(head='xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10"'))
    with time_machine.travel(at(TODAY, "12:00"), tick=False):
        footer = client.get("/gruenau/").content.decode().split("<footer")[1]
    (image,) = re.findall(
        r"<img [^>]*>", footer.split("funding-notice__logos")[1].split("</ul>")[0]
    )
    assert 'alt="Logo: Stadt & Land"' in unescape(image)
    assert 'width="1000" height="333"' in image
    assert 'class="funding-notice__logo funding-notice__logo--very-wide"' in footer
    # On paper what is loaded late is missing.
    assert "lazy" not in image


@pytest.mark.parametrize(
    ("size", "shape"),
    [
        ((1, 1000), "upright"),
        ((500, 900), "upright"),
        ((1000, 1000), "square"),
        ((1000, 500), "wide"),
        ((1000, 333), "very-wide"),
        ((1000, 1), "very-wide"),
    ],
)
def test_how_large_a_logo_is_drawn_follows_from_its_shape(size: tuple[int, int], shape) -> None:
    assert ShownLogo("", "", "", "", "", *size).shape == shape


def test_no_line_of_a_notice_begins_with_a_dash_and_its_words_stay(client, gruenau) -> None:
    long = "Straßenbaubeitragssatzung"
    FundingNotice.objects.create(
        management=gruenau, text=f"Bund & <Land> – Zusammenhalt – Leben\n{long} – 2024–2026"
    )
    with time_machine.travel(at(TODAY, "12:00"), tick=False):
        footer = client.get("/gruenau/").content.decode().split("funding-notice__text")[1]
    notice = footer.split("</div>")[0]
    assert 'class="held">&lt;Land&gt; –</span> <span class="held">Zusammenhalt –</span>' in notice
    # A word that may be wider than a telephone breaks where it has to.
    assert notice.count('class="held"') == 2
    words = unescape(re.sub(r"<[^>]*>", "", notice.split(">", 1)[1]))
    assert words == f"Bund & <Land> – Zusammenhalt – Leben{long} – 2024–2026"


def test_code_is_told_what_is_wrong_with_a_logo(city) -> None:
    logo = Logo.objects.create(name="Stadt")
    for file, facts in (
        (BytesIO(svg("<script/>")), {"alternative_text": "x", "valid_from": TODAY}),
        (BytesIO(svg()), {"alternative_text": "", "valid_from": TODAY}),
        (BytesIO(svg()), {"alternative_text": "x", "valid_from": datetime.date(1, 1, 1)}),
    ):
        with pytest.raises(ValidationError):
            logo.add_version(file, **facts)
    assert not logo.versions.exists()


# How they are handed out

DIGEST = "0" * 64


@pytest.fixture
def media(settings, tmp_path, city) -> None:
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "logos").mkdir()
    (tmp_path / "logos" / f"{DIGEST}.svg").write_bytes(svg())
    (tmp_path / "logos" / f"{DIGEST}.png").write_bytes(bitmap())
    (tmp_path / "logos" / f"{DIGEST}.webp").write_bytes(bitmap(file_format="WEBP"))
    (tmp_path / "logos" / f"{DIGEST}.html").write_text("x")
    (tmp_path / "logos" / "logo.svg").write_bytes(svg())


@pytest.mark.parametrize(
    ("ending", "content_type"),
    [("svg", "image/svg+xml"), ("png", "image/png"), ("webp", "image/webp")],
)
def test_a_logo_is_handed_out_as_a_picture_that_does_nothing(
    client, media, ending: str, content_type: str
) -> None:
    response = client.get(f"/media/logos/{DIGEST}.{ending}")
    assert response.status_code == 200
    assert response["Content-Type"] == content_type
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["X-Content-Type-Options"] == "nosniff"
    rules = response["Content-Security-Policy"].split("; ")
    assert {"default-src 'none'", "sandbox"} <= set(rules)
    assert not any(rule.startswith("script-src") for rule in rules)
    again = client.get(
        f"/media/logos/{DIGEST}.{ending}", headers={"if-modified-since": response["Last-Modified"]}
    )
    assert again.status_code == 304


@pytest.mark.parametrize(
    "path",
    [f"logos/{DIGEST}.html", "logos/logo.svg", "logos/", "logos", f"logos/../logos/{DIGEST}.svg"],
)
def test_nothing_else_in_their_folder_is_handed_out(client, media, path: str) -> None:
    assert client.get(f"/media/{path}").status_code == 404
    assert client.post(f"/media/logos/{DIGEST}.svg").status_code == 405
