"""No file is published that is not a picture of the content folder, and none that is active."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from security.hostile import SECRET
from security.pictures import ACTIVE, FALSE, SOUND, png
from sphinx_reviews.model.pictures import find_pictures, picture_problem
from sphinx_reviews.model.safety import link_problem
from support import EXTENSIONS, Site, body, new_site, path_of, review

FOLDER = "reviews/products/en/acme"


@pytest.mark.parametrize("name", SOUND)
def test_right_pictures_are_published(name: str) -> None:
    """Each kind of picture that a review may show passes."""
    assert picture_problem(SOUND[name], Path(name).suffix) == ""


@pytest.mark.parametrize("name", FALSE)
def test_what_is_not_as_its_name_says_is_refused(name: str, tmp_path: Path) -> None:
    """The file is told once, at its path, in one printable line."""
    (tmp_path / "reviews").mkdir()
    (tmp_path / "reviews" / name).write_bytes(FALSE[name])
    sound, found = find_pictures(tmp_path, "reviews")
    assert not sound
    assert [(item.path, item.code.value) for item in found] == [
        (f"reviews/{name}", "review.content.picture")
    ]
    assert found[0].text().isprintable()


@pytest.mark.parametrize("what", ACTIVE)
def test_active_drawings_are_refused(what: str) -> None:
    """Each SVG that would run, load or grow is refused."""
    assert picture_problem(ACTIVE[what], ".svg")


@pytest.mark.parametrize("name", ["x^^5cinput.png", "x}.png", "x%.png", "a$b.png", "a#b.png", "x.*", "x.p*", "x",
                                  "x.md", "x.txt", "passwd", "x.png\u202e", "~.png", "a&b.png", "x.pdf", "x.html"])  # fmt: skip
def test_a_picture_has_a_plain_name(name: str) -> None:
    """Names that TeX would read, wildcards, and endings of other files are no picture's."""
    assert link_problem(name, path=f"{FOLDER}/x.md", folder="reviews", image=True)


LINKS = {
    "users.png": "/etc/passwd",
    "environment.png": "/proc/self/environ",
    "conf.png": "../../../../conf.py",
    "git.png": "../../../../.git/config",
    "outside.png": "../../../../outside.png",
    "chain.png": "hop.png",
    "hop.png": "../../../../outside.png",
    "folder": "../../../../private",
    "deep/er": "../../../../../../private",
    "plain.en.png": "../../../../outside.png",
    "loop.png": "loop.png",
    "home": "../../../..",
}
SHOWN = [*(name for name in LINKS if name.endswith(".png") and name != "plain.en.png"), "folder/picture.png",
         "folder/../../../../../outside.png", "deep/er/picture.png", "plain.png", "home/outside.png", "outside.*",
         "plain.*", "folder/*", "users", "folder/picture", "%66older/picture.png", "folder//picture.png",
         "./folder/./picture.png"]  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return a site whose reviews show links to everything."""
    files: dict[str, str | bytes] = {
        "outside.png": png() + SECRET.encode(),
        "private/picture.png": png() + SECRET.encode(),
        ".git/config": SECRET,
        "index.md": "# Home\n\n```{review-contents}\n```\n",
        f"{FOLDER}/plain.png": png(),
        f"{FOLDER}/within.png": png(3, 3),
        **{f"{FOLDER}/{name}": data for name, data in FALSE.items()},
        **{f"{FOLDER}/active-{n}.svg": data for n, data in enumerate(ACTIVE.values())},
        **{f"{FOLDER}/sound-{name}": data for name, data in SOUND.items()},
    }
    shown = [*SHOWN, *FALSE, *(f"active-{n}.svg" for n in range(len(ACTIVE)))]
    for number, name in enumerate(shown):
        text = f"Before ![x]({name}) between.\n\n```{{figure}} {name}\nCaption\n```\n\nAfter. [x]({name})"
        field = (
            {"image": f'"{name}"'}
            if name.endswith((".png", ".svg"))
            and ".." not in name
            and "%" not in name
            and "//" not in name
            else {}
        )
        files[path_of(f"acme-p{number}")] = review(f"acme-p{number}", body(overview=text), **field)
    text = "".join(f"![x](sound-{name}) " for name in SOUND) + "![x](linked.png)"
    files[path_of("acme-right")] = review("acme-right", body(overview=text))
    conf = f"html_theme = 'basic'\nlanguage = 'en'\nsecret = {SECRET!r}\n"
    made = new_site(tmp_path_factory.mktemp("pictures") / "site", files, conf)
    for name, target in {**LINKS, "linked.png": "within.png"}.items():
        link = made.root / FOLDER / name
        link.parent.mkdir(exist_ok=True)
        link.symlink_to(target)
    return made


@pytest.mark.parametrize("builder", ["dirhtml", "latex", "epub"])
def test_no_other_file_is_published(site: Site, builder: str) -> None:
    """Only right pictures of the content folder come out, by whatever name a review asks."""
    site.build(builder)
    linked = {"dirhtml": "linked.png"}.get(builder, "within.png")
    right = {f"sound-{name}" for name in SOUND} | {linked}
    if builder == "dirhtml":
        # A card shows the subject's own picture as it is, whatever lies beside it for a language.
        right.add("plain.png")
    for path in site.out.rglob("*"):
        if path.is_file() and "_sources" not in path.parts:
            data = path.read_bytes()
            assert SECRET.encode() not in data, path
            assert b"root:x:0" not in data, path
    suffixes = {".png", ".svg", ".jpg", ".JPEG", ".gif", ".webp", ".avif"}
    folder = site.out if builder == "latex" else site.out / "_images"
    published = {path.name for path in folder.rglob("*") if path.suffix in suffixes}
    if builder == "latex":
        right = {name for name in right if name.lower().endswith((".png", ".jpg", ".jpeg"))}
    assert published == right
    told = [line for line in site.warnings if "review.content.picture" in line]
    assert len([line for line in told if line.startswith(f"{FOLDER}/active-")]) == len(ACTIVE)
    assert (
        len(
            [line for line in told if line.startswith(tuple(f"{FOLDER}/{name}:" for name in LINKS))]
        )
        >= 7
    )


def test_right_pictures_are_shown(site: Site) -> None:
    """Pictures that may be published stand on their review's page, also by a link within the folder."""
    site.build("dirhtml")
    page = site.article("/products/en/acme-right/")
    names = [Path(str(img["src"])).name for img in page.find_all("img")]
    assert names == [*(f"sound-{name}" for name in SOUND), "linked.png"]


def test_the_folder_of_reviews_may_be_a_link(tmp_path: Path) -> None:
    """An owner may keep the reviews elsewhere; what leads out of there is still refused."""
    files = {path_of("acme-one"): review("acme-one", body(overview="![x](in.png) ![y](out.png)"))}
    site = new_site(tmp_path / "site", files, "html_theme = 'basic'\n")
    (site.root / "reviews").rename(tmp_path / "content")
    (site.root / "reviews").symlink_to(tmp_path / "content")
    (site.root / FOLDER / "in.png").write_bytes(png())
    (site.root / FOLDER / "out.png").symlink_to(site.root / "secret.png")
    site.write("secret.png", png(9, 9))
    site.build()
    assert [path.name for path in (site.out / "_images").rglob("*.png")] == ["in.png"]


def test_the_checker_never_prints_what_a_link_leads_to(tmp_path: Path) -> None:
    """A log may be public, so the line of a file behind a link is not shown; a pipe is not waited for."""
    site = new_site(
        tmp_path / "site", {"secret.txt": SECRET, path_of("acme-one"): review("acme-one")}
    )
    for name in ("a.md", "b.png"):
        (site.root / "reviews" / name).symlink_to(site.root / "secret.txt")
    os.mkfifo(site.root / "reviews" / "pipe.md")
    os.mkfifo(site.root / "reviews" / "pipe.png")
    done = subprocess.run(
        [sys.executable, "-m", "sphinx_reviews", "check", "."],
        cwd=site.root, env={**os.environ, "PYTHONPATH": str(EXTENSIONS)}, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 1
    for name in ("a.md", "b.png", "pipe.md", "pipe.png"):
        assert f"reviews/{name}" in done.stdout
    assert SECRET not in done.stdout + done.stderr


def test_a_picture_of_a_hand_written_page_is_its_owners(make_site: Callable[..., Site]) -> None:
    """Pages that are no reviews show what they name, as before."""
    files = {"index.md": "# Home\n\n![x](own.svg)\n", "own.svg": ACTIVE["style"]}
    site = make_site(files, "html_theme = 'basic'\n")
    assert (site.out / "_images" / "own.svg").is_file()
