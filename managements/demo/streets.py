"""A few streets for trying out the finder, with the districts of the official list.

They are the streets that the facts of the demonstration name. The whole list comes from the city by
way of `import_streets`.
"""

# By the address part of a district: what the official list and people call it as well.
OTHER_NAMES: dict[str, str] = {
    "reudnitz": "Reudnitz-Thonberg",
    "alt-paunsdorf": "Paunsdorf",
    "neu-paunsdorf": "Paunsdorf",
    "mockau-nord": "Mockau",
    "mockau-sued": "Mockau",
    "schoenefeld-abtnaundorf": "Schönefeld",
    "schoenefeld-ost": "Schönefeld",
    **dict.fromkeys(
        (
            "gruenau-ost", "gruenau-mitte", "gruenau-nord", "lausen-gruenau", "schoenau",
            "gruenau-siedlung",
        ),
        "Grünau",
    ),
}  # fmt: skip

STREETS: dict[str, tuple[str, ...]] = {
    "Berthastraße": ("Mockau-Süd",),
    "Borsdorfer Straße": ("Anger-Crottendorf",),
    "Dachsstraße": ("Heiterblick", "Paunsdorf"),
    "Dorotheenplatz": ("Zentrum-West",),
    "Eisenbahnstraße": ("Neustadt-Neuschönefeld", "Sellerhausen-Stünz", "Volkmarsdorf"),
    "Elisabethstraße": ("Volkmarsdorf",),
    "Friedrich-Dittes-Straße": ("Anger-Crottendorf",),
    "Gorkistraße": ("Schönefeld-Abtnaundorf", "Schönefeld-Ost"),
    "Ihmelsstraße": ("Volkmarsdorf",),
    "Kieler Straße": ("Mockau-Nord",),
    "Mockauer Straße": ("Mockau-Nord", "Mockau-Süd", "Schönefeld-Abtnaundorf"),
    "Platanenstraße": ("Paunsdorf",),
    "Prager Straße": (
        "Holzhausen", "Liebertwolkwitz", "Meusdorf", "Probstheida", "Reudnitz-Thonberg",
        "Stötteritz", "Zentrum-Südost",
    ),
    "Renftstraße": ("Möckern",),
    "Stuttgarter Allee": ("Grünau-Mitte", "Schönau"),
    "Stünzer Straße": ("Anger-Crottendorf",),
    "Wurzner Straße": (
        "Anger-Crottendorf", "Neustadt-Neuschönefeld", "Sellerhausen-Stünz", "Volkmarsdorf",
    ),
    "Zeumerstraße": ("Schönefeld-Abtnaundorf",),
}  # fmt: skip
