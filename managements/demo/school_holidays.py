"""The school holidays in Saxony of the school year 2026/27.

As the Staatsministerium für Kultus has set them, found in November 2026 on the page of a school
(gs-seifersdorf.de) and the same in two lists of all states. Single days off that were found only
once are left out. The Stadtredaktion goes on from here.
"""

from datetime import date

SCHOOL_HOLIDAYS: tuple[tuple[str, date, date], ...] = (
    ("Herbstferien 2026", date(2026, 10, 12), date(2026, 10, 24)),
    ("Weihnachtsferien 2026/27", date(2026, 12, 23), date(2027, 1, 2)),
    ("Winterferien 2027", date(2027, 2, 8), date(2027, 2, 19)),
    ("Osterferien 2027", date(2027, 3, 26), date(2027, 4, 2)),
    ("Sommerferien 2027", date(2027, 7, 10), date(2027, 8, 20)),
)
