"""The ``reviews_*`` values of ``conf.py``: one per field of the settings."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from sphinx.errors import ConfigError

from ..adapters.sphinx_private import written_in_conf
from ..model.settings import Settings, settings_from

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

PACKAGE = Path(__file__).parent.parent
_UNSET = object()


def register(app: Sphinx) -> None:
    """Register every field as ``reviews_<field>``; a change makes pages be written again."""
    defaults = Settings()
    for field in fields(Settings):
        default = getattr(defaults, field.name)
        types = (list, tuple) if isinstance(default, tuple) else ()
        # Who looks changes no document: which reviews are seen is a fact, and has its own hash.
        app.add_config_value(
            f"reviews_{field.name}", default, "" if field.name == "drafts" else "env", types=types
        )
    # Functions are not stored with the environment, and each build asks them anew.
    app.add_config_value("reviews_rules", [], "", types=(list, tuple))


def site_settings(config: Config) -> Settings:
    """Return the settings; raise ConfigError in one line where a value cannot be used."""
    values = {f"reviews_{f.name}": getattr(config, f"reviews_{f.name}") for f in fields(Settings)}
    # Sphinx passes over names that nobody has registered, misspelled ones among them.
    values["reviews_rules"] = config.reviews_rules
    written = {name: None for name in written_in_conf(config) if name not in values}
    values = written | values
    try:
        settings = settings_from(values)
        for lang in settings.languages:
            Locale.parse(lang, sep="-")
        return settings
    except UnknownLocaleError as error:
        problem = f"reviews_languages: nothing is known of {error.identifier!r}"
        raise ConfigError(f"conf.py: {problem}; write a code such as 'de' or 'pt-BR'") from error
    except (ValueError, TypeError, AttributeError, KeyError) as error:
        raise ConfigError(f"conf.py: {error}") from error


def template_folders(app: Sphinx) -> list[Path]:
    """Return the site's template folders, in which a folder ``reviews`` may replace our blocks."""
    return [Path(app.confdir, folder) for folder in app.config.templates_path]
