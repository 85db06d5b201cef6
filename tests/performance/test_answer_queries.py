"""Pages with answers and referrals cost the same, however many managements there are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from managements.models import Management
from tests.many import (
    ENQUIRY,
    make_enquiries,
    make_many_managements,
    page_with_two_referral_lists,
)

FEW, MANY = 7, 700


@pytest.mark.once
def test_pages_with_referrals_cost_the_same_with_7_and_with_700_managements(
    client, gruenau: Management
) -> None:
    make_enquiries()
    make_many_managements(range(1, FEW))
    page = page_with_two_referral_lists(gruenau)
    urls = ["/nummer-3/anliegen/", f"/nummer-3/anliegen/{ENQUIRY}/", page.url]
    for url in urls[1:]:
        assert "Bitte kommen Sie zu Nummer 4" in client.get(url).content.decode(), url

    def counts() -> dict[str, int]:
        found = {}
        for url in urls:
            assert client.get(url).status_code == 200, url
            with CaptureQueriesContext(connection) as captured:
                client.get(url)
            found[url] = len(captured)
        return found

    with_few = counts()
    assert all(with_few.values())
    make_many_managements(range(FEW, MANY))
    assert counts() == with_few
