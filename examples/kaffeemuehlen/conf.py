"""Eine Website über Kaffeemühlen: anderes Fach, andere Maßstäbe, eine Währung, eine Sprache."""

project = "Mahlgut"
author = "Die Redaktion von Mahlgut"
copyright = "2026, Die Redaktion von Mahlgut"
language = "de"

extensions = ["myst_parser", "sphinx_design", "sphinx_reviews"]
root_doc = "docs/index"
include_patterns = ["docs/**", "reviews/**"]
html_theme = "reviews"
html_copy_source = False
html_use_index = False
smartquotes = False
locale_dirs = ["locales"]

reviews_languages = {"de": "Deutsch"}
reviews_currencies = {"de": "EUR"}
reviews_sections = {
    "overview": {"de": ["Überblick"]},
    "advice": {"de": ["Rat"]},
    "references": {"de": ["Quellen"]},
}
reviews_rubric = {
    "criteria": [
        {
            "id": "mahlung",
            "names": {"de": "Mahlqualität"},
            "short": {"de": "Mahlung"},
            "descriptions": {"de": "Wie gleichmäßig das Mahlgut ist, gesiebt und gewogen."},
        },
        {
            "id": "bedienung",
            "names": {"de": "Bedienung"},
            "descriptions": {
                "de": "Wie leicht sich die Mühle füllen, einstellen und reinigen lässt."
            },
        },
        {
            "id": "haltbarkeit",
            "names": {"de": "Haltbarkeit"},
            "short": {"de": "Dauer"},
            "descriptions": {
                "de": "Wie lange Mahlwerk und Lager nach Angaben des Herstellers und nach "
                "unseren Versuchen halten."
            },
        },
        {
            "id": "preis",
            "names": {"de": "Preis und Leistung"},
            "short": {"de": "Preis"},
            "descriptions": {
                "de": "Der Preis der günstigsten gleichwertigen Mühle, geteilt durch den Preis "
                "dieser Mühle."
            },
        },
    ],
    "scale": {"low": 0, "high": 10, "step": 1},
    "overall": {"low": 0, "high": 10, "step": "0.1"},
    "combine": "mean",
    "cost": "preis",
    "bands": [
        {"id": "nein", "least": 0, "names": {"de": "Abzuraten"}},
        {"id": "gut", "least": "0.5", "names": {"de": "Brauchbar"}},
        {"id": "sehr-gut", "least": "0.75", "names": {"de": "Sehr gut"}},
    ],
}
reviews_categories = {
    "handmuehlen": {"names": {"de": "Handmühlen"}, "tags": ["Handmühle"]},
    "elektrisch": {"names": {"de": "Elektrische Mühlen"}, "tags": ["Elektrische Mühle"]},
}
reviews_fields = {
    "gewicht": {
        "type": "number",
        "names": {"de": "Gewicht"},
        "unit": "g",
        "least": 0,
        "better": "low",
        "kinds": ["product"],
        "shown": ["page", "filter", "comparison"],
    },
    "mahlwerk": {
        "type": "choice",
        "names": {"de": "Mahlwerk"},
        "choices": {"kegel": {"de": "Kegel"}, "scheibe": {"de": "Scheiben"}},
        "kinds": ["product"],
        "shown": ["page", "filter", "comparison"],
    },
}
reviews_fields["verteilung"] = {
    "type": "series",
    "names": {"de": "Korngrößen"},
    "kinds": ["product"],
    "across": {
        "names": {"de": "Korngröße"}, "unit": "µm", "scale": "log", "least": 10, "most": 3000,
    },
    "up": {"names": {"de": "Anteil"}, "unit": "%", "least": 0, "most": 10},
}  # fmt: skip
reviews_publisher = {"name": project, "author": author}
# What checks of audio equipment know of units has no place here.
reviews_quantities = {}
