"""The school holidays, as the Stadtredaktion enters them."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from managements.models import SchoolHoliday


@pytest.mark.parametrize("field", ["first_day", "last_day"])
@pytest.mark.parametrize("year", [1, 1999, 2100, 9999])
@pytest.mark.django_db
def test_a_year_that_nobody_can_mean_is_refused_at_its_field(field: str, year: int) -> None:
    days = {"first_day": datetime.date(2027, 2, 8), "last_day": datetime.date(2027, 2, 19)}
    holiday = SchoolHoliday(name="Winterferien", **days | {field: datetime.date(year, 2, 10)})
    with pytest.raises(ValidationError) as refused:
        holiday.full_clean()
    assert "zwischen 2000 und 2099" in str(refused.value.message_dict[field])
