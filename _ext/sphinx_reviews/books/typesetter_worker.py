"""Compile one Typst file in a process of its own, so that its memory is given back at the end.

Run as a script with a JSON job on standard input; it imports nothing of the package, answers in
JSON on standard output, and writes the PDF where the job says.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import typst


def work(job: dict[str, Any]) -> list[dict[str, str]]:
    """Compile and write; return what Typst complains of."""
    try:
        made, warnings = typst.compile_with_warnings(
            job["source"],
            root=job["root"],
            font_paths=[job["fonts"]],
            ignore_system_fonts=True,
            pdf_standards="ua-1",
            timestamp=job["timestamp"],
        )
    except typst.TypstError as error:
        return [_said(error)]
    if not warnings:
        Path(job["target"]).write_bytes(made)
    return [_said(warning) for warning in warnings]


def _said(found: Any) -> dict[str, str]:
    return {"message": str(found.message), "diagnostic": str(found.diagnostic or "")}


if __name__ == "__main__":
    print(json.dumps(work(json.load(sys.stdin))))
