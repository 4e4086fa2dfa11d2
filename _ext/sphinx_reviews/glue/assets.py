"""Files that come with the theme, made fit for a site that loads nothing from other hosts."""

from __future__ import annotations

import re
from pathlib import Path

_REMOTE_FONT = re.compile(r"@font-face\s*\{[^}]*url\(\s*['\"]?(?:https?:)?//[^}]*\}")


def drop_remote_fonts(style_sheet: Path) -> None:
    """Take fonts that lie on another host out of a style sheet."""
    if style_sheet.is_file():
        text = style_sheet.read_text("utf-8")
        kept = _REMOTE_FONT.sub("", text)
        if kept != text:
            style_sheet.write_text(kept, "utf-8")
