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
    pages = job.get("pages")
    form = (
        {"format": "png", "ppi": 72.0}
        if pages
        else {"pdf_standards": "ua-1", "timestamp": job["timestamp"]}
    )
    try:
        document, warnings = typst.compile_with_warnings(
            job["source"],
            root=job["root"],
            font_paths=[job["fonts"]],
            ignore_system_fonts=True,
            **form,
        )
    except typst.TypstError as error:
        return [_said(error)]
    if warnings:
        return [_said(warning) for warning in warnings]
    if not pages:
        Path(job["target"]).write_bytes(document)
        return []
    for number, page in enumerate(document if isinstance(document, list) else [document]):
        Path(f"{pages}-{number}.png").write_bytes(page)
    return []


def _said(problem: Any) -> dict[str, str]:
    return {"message": str(problem.message), "diagnostic": str(problem.diagnostic or "")}


if __name__ == "__main__":
    print(json.dumps(work(json.load(sys.stdin))))
