"""What people type into the fields of a schedule, and what nobody should."""

from typing import Any

ONCE = {
    "repeats": "once", "first_day": "07.12.2026", "last_day": "", "starts_at": "14:00",
    "ends_at": "16:00", "every": "1", "days": "", "until": "",
}  # fmt: skip
WEEKLY = ONCE | {"repeats": "weekly", "weekdays": ["0"]}
MONTHLY = WEEKLY | {"repeats": "monthly", "nths": ["1", "3"]}
LISTED = ONCE | {"repeats": "listed", "days": "14.12.2026"}

NOT_OFFERED = "Bitte wählen Sie aus dem, was angeboten wird."
NO_DATE = "Diesen Tag gibt es nicht. Bitte prüfen Sie Tag, Monat und Jahr."
NOT_A_DAY = "Bitte schreiben Sie den Tag so: 24.12.2026."
NO_TIME = "Bitte schreiben Sie die Uhrzeit so: 14:30."
WRONG_YEAR = "Bitte prüfen Sie das Jahr: Es muss zwischen 2000 und 2099 liegen."
FROM_1_TO_12 = "Bitte geben Sie eine Zahl von 1 bis 12 an."

# What is typed, at which field it is refused, and with which words.
BAD: list[tuple[dict[str, Any], str, str]] = [
    (ONCE | {"starts_at": "16:00", "ends_at": "14:00"}, "ends_at", "Endet es erst am nächsten Tag?"),
    (ONCE | {"starts_at": "14:00", "ends_at": "14:00"}, "ends_at", "nach dem Beginn liegen"),
    (WEEKLY | {"starts_at": "16:00", "ends_at": "14:00"}, "ends_at",
     "Das Ende muss nach dem Beginn liegen."),
    (ONCE | {"starts_at": ""}, "starts_at", "Wer ein Ende angibt, muss auch einen Beginn angeben."),
    (ONCE | {"starts_at": "25:00"}, "starts_at", NO_TIME),
    (ONCE | {"starts_at": "²"}, "starts_at", NO_TIME),
    (ONCE | {"last_day": "06.12.2026"}, "last_day", "Der letzte Tag muss nach dem ersten liegen."),
    (ONCE | {"last_day": "31.12.9999"}, "last_day", WRONG_YEAR),
    (ONCE | {"first_day": ""}, "first_day", "Bitte geben Sie einen Tag an."),
    (ONCE | {"first_day": "30.02.2027"}, "first_day", NO_DATE),
    (ONCE | {"first_day": "29.02.2027"}, "first_day", NO_DATE),
    (ONCE | {"first_day": "²"}, "first_day", NOT_A_DAY),
    (ONCE | {"first_day": "gestern"}, "first_day", NOT_A_DAY),
    (ONCE | {"first_day": "2026-13-01"}, "first_day", NO_DATE),
    (ONCE | {"first_day": "01.01.0001"}, "first_day", WRONG_YEAR),
    (ONCE | {"first_day": "31.12.9999"}, "first_day", WRONG_YEAR),
    (ONCE | {"first_day": "9" * 5000}, "first_day", NOT_A_DAY),
    (ONCE | {"repeats": "yearly"}, "repeats", NOT_OFFERED),
    (ONCE | {"repeats": ""}, "repeats", "Bitte wählen Sie, wie oft es stattfindet."),
    (WEEKLY | {"weekdays": []}, "weekdays", "Bitte wählen Sie mindestens einen Wochentag."),
    *(
        (WEEKLY | {"weekdays": ["0", strange]}, "weekdays", NOT_OFFERED)
        for strange in ["7", "-1", "²", "٣", "9" * 400, "true", "[0]", "0.0", "Montag"]
    ),
    *(
        (MONTHLY | {"nths": [strange]}, "nths", NOT_OFFERED)
        for strange in ["0", "6", "-2", "²", "٣", "1e0"]
    ),
    (MONTHLY | {"nths": []}, "nths", "Bitte wählen Sie, welche im Monat gemeint sind."),
    (MONTHLY | {"nths": ["5"]}, "nths", "Die meisten Monate haben keinen fünften."),
    (WEEKLY | {"every": "0"}, "every", FROM_1_TO_12),
    (WEEKLY | {"every": "13"}, "every", FROM_1_TO_12),
    (WEEKLY | {"every": "9" * 25}, "every", FROM_1_TO_12),
    (WEEKLY | {"every": "9" * 5000}, "every", FROM_1_TO_12),
    (WEEKLY | {"every": "-1"}, "every", FROM_1_TO_12),
    (WEEKLY | {"every": "²"}, "every", FROM_1_TO_12),
    (WEEKLY | {"every": "1,5"}, "every", FROM_1_TO_12),
    (WEEKLY | {"until": "06.12.2026"}, "until", "Es würde enden, bevor es beginnt."),
    (WEEKLY | {"first_day": "08.12.2026", "until": "13.12.2026"}, "until",
     "Daraus folgt kein einziger Termin."),
    (WEEKLY | {"until": "31.12.9999"}, "until", WRONG_YEAR),
    (WEEKLY | {"until": "30.02.2027"}, "until", NO_DATE),
    (LISTED | {"days": "14.12.2026\n30.02.2027"}, "days", "„30.02.2027“ ist kein Tag."),
    (LISTED | {"days": "²"}, "days", "„²“ ist kein Tag."),
    (LISTED | {"days": "٣.١٢.٢٠٢٦"}, "days", "ist kein Tag."),
    (LISTED | {"days": "jeden Montag"}, "days", "„jeden Montag“ ist kein Tag."),
    (LISTED | {"days": "31.12.9999"}, "days", WRONG_YEAR),
    (LISTED | {"days": "\n".join(f"{1 + n % 28}.{1 + n // 28}.2027" for n in range(201))}, "days",
     "Das sind mehr als 200 Tage."),
    (LISTED | {"days": "14.12.2026\x00"}, "days", ""),
]  # fmt: skip
