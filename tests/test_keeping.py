"""What a process of tests keeps is what each build would have made."""

from __future__ import annotations

import warnings

from docutils.frontend import OptionParser, get_default_settings
from docutils.parsers.rst import Parser
from docutils.writers.html5_polyglot import Writer
from jinja2 import Environment
from sphinx.util.docutils import _get_settings


def test_options_that_are_kept_are_those_put_together_anew() -> None:
    """Asked again they are the same, and what one document sets is not seen by the next."""
    first = get_default_settings(Parser, Writer)
    expected = repr(vars(first))
    first.strip_comments = "changed"
    assert repr(vars(get_default_settings(Parser, Writer))) == expected
    assert repr(vars(get_default_settings(Parser))) != expected
    given = _get_settings(Parser, Writer, defaults={"strip_comments": True}, read_config_files=True)
    assert given.strip_comments is True
    assert repr(vars(get_default_settings(Parser, Writer))) == expected


def test_options_can_still_be_looked_up() -> None:
    """A file of docutils' own settings is read by the names of the options."""
    for _ in range(2):
        with warnings.catch_warnings(action="ignore"):
            parser = OptionParser((Parser,))
        assert parser.get_option_by_dest("tab_width").dest == "tab_width"


def test_a_text_is_compiled_for_its_kind_of_environment() -> None:
    """Whether a value is escaped depends on the environment, not on who asked first."""
    for _ in range(2):
        for escapes, shown in ((False, "<b>"), (True, "&lt;b&gt;")):
            template = Environment(autoescape=escapes).from_string("{{ text }}")  # noqa: S701
            assert template.render(text="<b>") == shown
