"""``sphinx-reviews init``: a new site from nothing, that builds at once."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from shlex import quote

from ..model.placeholders import SUMMARIES
from ..model.settings import Settings
from .new import skeleton
from .targets import UsageError

_OPEN = re.compile(r"(## (?:Overview|Advice)\n|\$\$ [^\n]* \$\$\n)")
"""Where a review's text begins."""

CONF = '''"""Configuration of the site; the handbook explains every value."""

project = "My reviews"
author = "The authors"

extensions = ["myst_parser", "sphinx_design", "sphinx_reviews"]
root_doc = "docs/index"
include_patterns = ["docs/**", "reviews/**"]
html_theme = "reviews"
html_copy_source = False
html_use_index = False
smartquotes = False

reviews_languages = {"en": "English"}
reviews_publisher = {"name": project, "author": author}
# html_baseurl = "https://example.org/"
'''

PAGES = {
    "docs/index.md": """---
permalink: /
lang: en
translation: home
---

# My reviews

```{latest}
```

```{toctree}
:hidden:

products
companies
scores
search
```
""",
    "docs/products.md": """---
permalink: /products/en/
lang: en
translation: products
---

# Products

```{review-list}
```
""",
    "docs/companies.md": """---
permalink: /companies/en/
lang: en
translation: companies
---

# Companies

```{review-list}
:kind: company
```
""",
    "docs/scores.md": """---
permalink: /scores/en/
lang: en
translation: scores
---

# How the scores work

```{criteria}
```
""",
    "docs/search.md": """---
permalink: /search/en/
lang: en
translation: search
---

# Search

```{search-tool}
```
""",
}


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "init",
        help="begin a new site in an empty folder",
        description="Write a conf.py, a few pages and a first review: a site that builds as it is.",
    )
    command.add_argument("folder", type=Path, help="where the site is to lie")
    command.set_defaults(run=init_command)


def init_command(arguments: argparse.Namespace) -> int:
    """Write the files of a site; what is there already is never replaced."""
    folder: Path = arguments.folder
    review = skeleton(Settings(), "product", "en", "acme", "acme-one", "Acme One")
    review = _OPEN.sub(
        r"\1\nThe reasons for the score of the Acme One stand here, with their source [1].\n",
        review,
    )
    review = review.replace(SUMMARIES["en"], "An invented product that shows what a review is.")
    review = review.replace(
        "Who, what, https://example.org/", "Example, an invented page, https://example.org/acme-one"
    )
    files = {
        "conf.py": CONF,
        **PAGES,
        "reviews/products/en/acme/acme-one.md": review,
        ".gitignore": "/_build/\n/.venv/\n",
    }
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder}: is a file; name an empty folder")
    if there := [name for name in files if (folder / name).exists()]:
        raise UsageError(f"{folder / there[0]}: exists already; choose an empty folder")
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    source, out = quote(str(folder)), quote(str(folder / "_build/html"))
    print(f"Written: {folder}. Build it: sphinx-build -b dirhtml {source} {out}")
    return 0
