"""Each host's recipe, run in a clean copy of the project with the variables that the host sets."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from bs4 import BeautifulSoup

from serving import POLICY
from support import ROOT, STARTER, body, new_site, path_of, review, take_out_the_handbook

HOSTING = ROOT / "examples" / "hosting"
LEFT_OUT = ("tests", ".venv", ".git", "node_modules", "_build", "build", "dist", "*.egg-info", ".*_cache",
            ".hypothesis")  # fmt: skip


KEPT = (
    "akg/akg-k371",
    "audio-technica/audio-technica-ath-m50x",
    "sony/sony-mdr-z1r",
    "sony/sony-mdr-z7m2",
)
"""The products that a page of the project compares."""


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """Return a clean copy of the project, without its tests and its handbook, with few reviews.

    What a host's recipe does depends on no review, and the starter's have tests of their own.
    """
    target = tmp_path / "clone"
    shutil.copytree(ROOT, target, ignore=shutil.ignore_patterns(*LEFT_OUT))
    shutil.rmtree(target / "reviews")
    take_out_the_handbook(target)
    for name in (f"products/{lang}/{each}.md" for lang in ("en", "ja") for each in KEPT):
        path = target / "reviews" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(STARTER / name, path)
    return target


def run(
    command: str, folder: Path, *, fails: bool = False, **environ: str
) -> subprocess.CompletedProcess[str]:
    """Run a recipe's command as the host's shell does, with the dependencies installed already."""
    tools = folder.parent / "bin"
    tools.mkdir(exist_ok=True)
    if not (tools / "python").exists():
        (tools / "python").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
        (tools / "python").chmod(0o755)
    env = {name: os.environ[name] for name in ("HOME", "LANG", "TMPDIR") if name in os.environ}
    env |= {
        "PATH": f"{tools}:/usr/bin:/bin",
        "PYTHONPATH": str(folder / "_ext"),
        "CI": "true",
        **environ,
    }
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", command],
        cwd=folder,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert fails or done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done


def canonical(page: Path) -> str:
    """Return a page's canonical address."""
    soup = BeautifulSoup(page.read_text("utf-8"), "html.parser")
    link = soup.find("link", rel="canonical")
    return str(link["href"]) if link else ""


def steps(path: Path) -> Iterator[Mapping[str, Any]]:
    """Yield the steps of a workflow that run commands, but for those that install."""
    for job in yaml.safe_load(path.read_text("utf-8"))["jobs"].values():
        for step in job["steps"]:
            if "run" in step and step.get("name") != "Install":
                yield step


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return a workflow's text with its expressions filled in."""
    return re.sub(r"\$\{\{\s*(.*?)\s*\}\}", lambda match: values[match[1]], text)


def test_read_the_docs(clone: Path) -> None:
    """The site knows its address there; its page for missing addresses works at any depth."""
    told = yaml.safe_load((clone / ".readthedocs.yaml").read_text("utf-8"))
    base, out = "https://measured.readthedocs.io/en/latest/", clone.parent / "out"
    for command in told["build"]["jobs"]["build"]["html"]:
        assert "-W" in command
        run(
            command,
            clone,
            READTHEDOCS="True",
            READTHEDOCS_OUTPUT=str(out),
            READTHEDOCS_CANONICAL_URL=base,
        )
    assert (
        canonical(out / "html/products/en/sony-mdr-z1r/index.html")
        == f"{base}products/en/sony-mdr-z1r/"
    )
    page = BeautifulSoup((out / "html/404.html").read_text("utf-8"), "html.parser")
    used = [
        tag.get("href") or tag.get("src")
        for tag in page.find_all(["a", "link", "script", "img", "form"])
    ]
    own = [address for address in used if address and "://" not in address and address[0] != "#"]
    assert own
    for address in own:
        assert address.startswith("/en/latest/"), address
        file = out / "html" / address.removeprefix("/en/latest/").partition("?")[0]
        assert file.is_file() or (file / "index.html").is_file(), address


def test_an_address_in_the_configuration_goes_before_the_host_s(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What ``conf.py`` says of the address holds on Read the Docs too."""
    monkeypatch.setenv("READTHEDOCS_CANONICAL_URL", "https://x.readthedocs.io/en/latest/")
    files = {path_of("acme-one"): review()}
    site = new_site(tmp_path / "site", files, 'html_baseurl = "https://example.org/"\n').build()
    address = "https://example.org/products/en/acme-one/"
    assert canonical(site.out / "products/en/acme-one/index.html") == address


def test_github_pages(clone: Path) -> None:
    """The workflow builds the site for the address that GitHub names, folders with ``_`` included."""
    values = {"steps.pages.outputs.base_url": "https://measured.github.io/reviews"}
    for step in steps(HOSTING / "github-pages/pages.yml"):
        environ = {key: filled(value, values) for key, value in step.get("env", {}).items()}
        run(step["run"], clone, GITHUB_ACTIONS="true", **environ)
    out = clone / "_build/html"
    assert (out / ".nojekyll").is_file()
    assert canonical(out / "en/index.html") == "https://measured.github.io/reviews/en/"
    assert 'href="/reviews/_static/' in (out / "404.html").read_text("utf-8")


def test_github_pages_in_shares(clone: Path) -> None:
    """Each job of the matrix draws its share; the one that joins them publishes the same site."""
    path = HOSTING / "github-pages/pages-in-shares.yml"
    draw = yaml.safe_load(path.read_text("utf-8"))["jobs"]["draw"]
    numbers, count = draw["strategy"]["matrix"]["share"], str(draw["env"]["SHARES"])
    assert numbers == list(range(1, int(count) + 1))
    drawing, joining = steps(path)
    values = {"steps.pages.outputs.base_url": "https://measured.github.io/reviews"}
    for number in numbers:
        here = {**values, "matrix.share": str(number)}
        environ = {key: filled(value, here) for key, value in drawing["env"].items()}
        run(drawing["run"], clone, SHARES=count, **environ)
        (clone / "shares").mkdir(exist_ok=True)
        (clone / f"share-{number}.tar").rename(clone / "shares" / f"share-{number}.tar")
    run(joining["run"], clone)
    out = clone / "_build/html"
    assert (out / ".nojekyll").is_file()
    assert canonical(out / "en/index.html") == "https://measured.github.io/reviews/en/"


def test_pull_requests_of_strangers(clone: Path) -> None:
    """Their workflow has no secrets and may only read; it checks and builds."""
    path = HOSTING / "github-pages/check.yml"
    text = path.read_text("utf-8")
    told = yaml.safe_load(text)
    assert list(told[True]) == ["pull_request"]  # YAML 1.1 reads "on" as true
    assert told["permissions"] == {"contents": "read"}
    assert "secrets." not in text
    assert "${{" not in text  # nothing that a stranger writes becomes part of a command
    check, build = steps(path)
    run(check["run"], clone, GITHUB_ACTIONS="true")
    assert "-W" in build["run"]  # the same command is run for the other hosts


def test_the_action_annotates(tmp_path: Path) -> None:
    """The composite action's command tells a finding with its file and line, and fails."""
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    step = action["runs"]["steps"][-1]
    assert "${{" not in step["run"]
    tools = tmp_path / "sphinx-reviews" / "bin"
    tools.mkdir(parents=True)
    (tools / "python").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    (tools / "python").chmod(0o755)
    site = new_site(
        tmp_path / "a site", {path_of("acme-one"): review(rating="[9, 0.8, 0.7, 0.3, 0.7, 0.7]")}
    )
    env = {"RUNNER_TEMP": str(tmp_path), "CHECKED": ".", "OPTIONS": "--no-cache --language en",
           "PYTHONPATH": str(ROOT / "_ext"), "PATH": "/usr/bin:/bin"}  # fmt: skip
    done = subprocess.run(
        ["bash", "-c", step["run"]],
        cwd=site.root,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert re.search(
        r"^::error file=reviews/products/en/acme/acme-one.md,line=\d+", done.stdout, re.MULTILINE
    )


def test_cloudflare_pages(clone: Path) -> None:
    """The build command takes the site's address, in a preview the preview's; headers lie in place."""
    script = "bash examples/hosting/cloudflare-pages/build.sh"
    host = {"CF_PAGES": "1", "CF_PAGES_BRANCH": "main", "CF_PAGES_URL": "https://1.x.pages.dev"}
    run(script, clone, SKIP_DEPENDENCY_INSTALL="true", SITE_URL="https://example.org", **host)
    page = clone / "_build/html/en/index.html"
    assert canonical(page) == "https://example.org/en/"
    assert POLICY in (clone / "_build/html/_headers").read_text("utf-8")


@pytest.mark.parametrize(
    "path", ["cloudflare-pages/_headers", "plain/nginx.conf", "plain/Caddyfile", "plain/htaccess"]
)
def test_headers_are_those_of_the_tests(path: str) -> None:
    """Each host sends the policy that the pages are tested with, and knows what never changes."""
    text = (HOSTING / path).read_text("utf-8")
    assert POLICY in text
    for needed in ("nosniff", "immutable", "must-revalidate", "404.html", "site"):
        assert needed in text or (needed == "404.html" and "cloudflare" in path), needed


def test_the_handbook_names_the_same_policy() -> None:
    """The policy in the handbook is the one that the pages are tested with."""
    assert POLICY in (ROOT / "docs/handbook/publishing.md").read_text("utf-8")


def read_the_docs(clone: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run the host's command for the website in a copy whose reviews have findings."""
    told = yaml.safe_load((clone / ".readthedocs.yaml").read_text("utf-8"))
    (command,) = told["build"]["jobs"]["build"]["html"]
    return run(
        command, clone, fails=True, READTHEDOCS="True", READTHEDOCS_OUTPUT=str(clone.parent / "out"),
        READTHEDOCS_CANONICAL_URL="https://measured.readthedocs.io/en/latest/", **environ,
    )  # fmt: skip


def test_read_the_docs_with_a_baseline(clone: Path) -> None:
    """Known findings pass with ``-W``; one that is new fails the build and is told, alone."""
    corpus = os.environ.get("REVIEWS_CORPUS")
    loose = {
        path_of(f"acme-{n}"): review(f"acme-{n}", text=body(advice="It costs $9.")) for n in "ab"
    }
    for path, text in loose.items():
        (clone / path).parent.mkdir(parents=True, exist_ok=True)
        (clone / path).write_text(text)
    for path in sorted(Path(corpus).rglob("*.md"))[::200] if corpus else ():
        target = clone / "reviews/corpus" / path.name
        target.parent.mkdir(exist_ok=True)
        shutil.copyfile(path, target.with_stem(f"{path.parent.parent.name}-{path.stem}"))
    conf = clone / "conf.py"
    conf.write_text(conf.read_text() + '\nreviews_baseline = "known.json"\n')
    run("python -m sphinx_reviews check . --update-baseline --no-cache", clone)
    known = (clone / "known.json").read_text()
    assert known.count("review.text.dollar") >= len(loose)  # what would fail the build
    done = read_the_docs(clone)
    assert done.returncode == 0, done.stderr
    path = clone / path_of("acme-a")
    path.write_text(path.read_text().replace("Advice\n", "Advice\n\nOr $8 elsewhere.\n"))
    done = read_the_docs(clone)
    told = [line for line in done.stderr.splitlines() if "WARNING" in line]
    assert done.returncode == 1
    assert len(told) == 1
    assert "review.text.dollar" in told[0]


def test_the_scheduled_check_of_links_needs_no_secret() -> None:
    """The workflow runs by itself, may only read, and asks with the builder that has a memory."""
    told = yaml.safe_load((HOSTING / "github-pages/links.yml").read_text("utf-8"))
    assert told[True]["schedule"]
    assert told["permissions"] == {"contents": "read"}
    text = (HOSTING / "github-pages/links.yml").read_text("utf-8")
    assert "secrets." not in text
    (step,) = steps(HOSTING / "github-pages/links.yml")
    assert "-b linkcheck" in step["run"]
    assert "reviews_link_results=link-results.jsonl" in step["run"]
