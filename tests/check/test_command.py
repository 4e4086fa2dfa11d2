"""The command line: what it checks, what it prints, and how it exits."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sphinx_reviews.__main__ import main
from sphinx_reviews.model.baseline import compare, dump, known_as, load
from sphinx_reviews.model.diagnostics import Code, codes_markdown, diagnostic
from support import CONF, EXTENSIONS, body, review

RIGHT = review("acme-one", text=body())
WRONG = review("acme-two", text=body(), rating="[3.9, 0.8, 0.7, 0.3, 0.7, 0.7]")
LOOSE = review("acme-two", text=body(advice="It costs $9."))
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Return a function that runs the command line and gives status, output and errors."""

    def call(*arguments: object) -> tuple[int, str, str]:
        status = main([str(argument) for argument in arguments])
        captured = capsysbinary.readouterr()
        return status, captured.out.decode(), captured.err.decode()

    return call


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a site with a right and a wrong review."""
    folder = tmp_path / "reviews" / "products" / "en" / "acme"
    folder.mkdir(parents=True)
    (tmp_path / "conf.py").write_text(CONF)
    (folder / "acme-one.md").write_text(RIGHT)
    (folder / "acme-two.md").write_text(WRONG)
    return tmp_path


def wrong(site: Path) -> Path:
    """Return the wrong review's file."""
    return site / "reviews" / "products" / "en" / "acme" / "acme-two.md"


def test_errors_exit_with_one(run: Run, site: Path) -> None:
    """A finding of severity error fails; text names file, line, code and a summary."""
    status, out, _ = run("check", site)
    assert status == 1
    assert out.startswith("error  review.score.sum  1\n")
    assert f"  {wrong(site)}:9:9  the overall score 3.9" in out
    assert "      | rating: [3.9" in out
    assert out.rstrip().endswith("1 error in 1 file")


def test_warnings_exit_with_zero(run: Run, site: Path) -> None:
    """Warnings and notes alone do not fail a check."""
    wrong(site).write_text(LOOSE)
    assert run("check", site)[0] == 0


def test_a_file_is_checked_against_the_whole_site(run: Run, site: Path) -> None:
    """Findings are told of the named file only, but the catalogue is the site's."""
    twin = wrong(site).with_name("acme-three.md")
    twin.write_text(RIGHT)
    assert run("check", wrong(site).with_name("acme-one.md"))[0] == 0
    assert run("check", twin)[0] == 1
    status, out, _ = run("check", wrong(site), "--format", "json")
    assert status == 1
    assert {item["code"] for item in json.loads(out)} == {"review.score.sum"}


def test_a_folder_without_conf_is_scanned_whole(run: Run, tmp_path: Path) -> None:
    """Outside a site the defaults count, and a file's folder is its catalogue."""
    (tmp_path / "acme-two.md").write_text(WRONG)
    assert run("check", tmp_path)[0] == 1
    assert run("check", tmp_path / "acme-two.md")[0] == 1
    assert not (tmp_path / "_build").exists()


def test_where_no_review_lies_nothing_was_checked(
    run: Run, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An empty folder, and a path of the site beside the reviews, pass with a word of warning."""
    (site / "empty").mkdir()
    (site / "conf.py").rename(site / "no-conf")
    monkeypatch.chdir(site)
    nothing = "sphinx_reviews: empty: no review here"
    assert run("check", "empty") == (0, "no findings\n", f"{nothing}\n")
    (site / "no-conf").rename(site / "conf.py")
    assert run("check", "empty")[2] == f"{nothing}; the site's are below reviews\n"
    wrong(site).unlink()
    assert run("check", ".", "--ignore", "review") == (0, "no findings\n", "")


def test_a_remedy_ends_the_line(run: Run, site: Path) -> None:
    """A finding is one sentence: the value's full stop and the remedy's capital are left out."""
    text = wrong(site).read_text().replace("## Advice", "## Advise")
    wrong(site).write_text(text)
    lines = run("check", wrong(site), "--format", "lines")[1].splitlines()
    (absent,) = [line for line in lines if "review.section.absent" in line]
    assert absent.endswith("; add a heading 'Advice'")
    made = diagnostic(Code.TEXT_PLACEHOLDER, "a.md", 1, "this text was there", value="One line.")
    assert made.text() == "this text was there: One line; write your own in its place"


def test_the_scan_is_kept_in_the_site(run: Run, site: Path) -> None:
    """A second check reads the kept scan and says the same; ``--no-cache`` writes none."""
    assert run("check", site, "--no-cache")[0] == 1
    assert not (site / "_build").exists()
    first = run("check", site)
    assert (site / "_build" / ".reviews-cache" / "check").is_file()
    assert run("check", site) == first
    (site / "_build" / ".reviews-cache" / "check").write_bytes(b"damaged")
    assert run("check", site) == first


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "missing"],
        ["check", ".", "--select", "review.nothing"],
        ["check", ".", "--update-baseline"],
        ["check", ".", "--baseline", "missing.json"],
        ["check", ".", "--language", "xx"],
        ["check", ".", "--baseline", "reviews"],
        ["check", ".", "--baseline", "conf.py"],
        ["check", ".", "--baseline", "conf.py/known.json", "--update-baseline"],
        ["check", ".", "--baseline", "no/such/known.json", "--update-baseline"],
        ["new", "product", "acme-six", "--site", "missing"],
        ["new", "product", "acme-six", "--site", "conf.py"],
        ["new", "product", "acme-six", "--company", "a b"],
        ["init", "conf.py"],
        ["init", "conf.py/site"],
        ["import", "missing"],
        ["import", "conf.py"],
        ["import", "reviews", "--site", "conf.py"],
        ["ledger", "."],
        ["schema", "missing"],
        ["live", "missing", "out"],
        ["live", ".", "conf.py"],
        ["live", ".", "."],
        ["merge", "missing", "-o", "out"],
        ["merge", "conf.py", "-o", "out"],
    ],
)
def test_wrong_use_exits_with_two(
    run: Run, site: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    """Wrong use gives one line on the error stream and status 2."""
    monkeypatch.chdir(site)
    status, out, err = run(*arguments)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("sphinx_reviews: ")
    assert "Errno" not in err


@pytest.mark.parametrize(
    "options", [["-j", "x"], ["-j", "0"], ["-D", "name"], ["--port", "99999"], ["--port", "http"]]
)
def test_options_that_cannot_be_are_told(
    capsys: pytest.CaptureFixture[str], options: list[str]
) -> None:
    """An option of ``live`` that has no such value is named, before anything is built."""
    with pytest.raises(SystemExit, match="2"):
        main(["live", ".", "out", *options])
    assert repr(options[1]) in capsys.readouterr().err.splitlines()[-1]


def test_what_cannot_be_written_is_told(
    run: Run, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file in the place of the folder for reviews ends a command with the file and the reason."""
    monkeypatch.chdir(site)
    (site / "conf.py").write_text(CONF + 'reviews_folder = "others"\n')
    (site / "others").write_text("")
    for arguments in (["new", "product", "acme-six"], ["import", "reviews"]):
        status, _, err = run(*arguments)
        assert (status, err.count("\n")) == (2, 1)
        assert "others" in err


@pytest.mark.parametrize(
    "conf", ["1/0", "raise SystemExit('no')", "def", "reviews_languages = {}", "reviews_rubric = 3"]
)
def test_a_broken_conf_is_told_in_one_line(run: Run, site: Path, conf: str) -> None:
    """A conf.py that fails is wrong use, whatever it raises."""
    (site / "conf.py").write_text(conf)
    status, _, err = run("check", site)
    assert (status, err.count("\n")) == (2, 1)
    assert "conf.py" in err


@pytest.mark.parametrize(
    ("conf", "told"),
    [
        ("x = 1\n1 / 0", "conf.py:2: ZeroDivisionError: division by zero"),
        ("x = 1\n\ndef", "conf.py:3: SyntaxError: "),
        ("reviews_page_size = 'x'", "conf.py: reviews_page_size: 'x' has the wrong shape; "),
    ],
)
def test_a_broken_conf_is_told_with_its_line(run: Run, site: Path, conf: str, told: str) -> None:
    """What raises is told with the line of conf.py, and a value with its name and an example."""
    (site / "conf.py").write_text(conf)
    assert told in run("check", site)[2]


def test_codes_are_selected_and_ignored_by_their_heads(run: Run, site: Path) -> None:
    """``review.score`` stands for all codes below it."""
    assert run("check", site, "--select", "review.score")[0] == 1
    assert run("check", site, "--select", "review.claim,review.text")[0] == 0
    assert run("check", site, "--ignore", "review.score.sum")[0] == 0


def test_json_has_every_field(run: Run, site: Path) -> None:
    """Each object holds all fields."""
    _, out, _ = run("check", site, "--format", "json")
    (item,) = json.loads(out)
    assert list(item) == [
        "code",
        "severity",
        "path",
        "line",
        "column",
        "message",
        "value",
        "hint",
        "ref",
        "lang",
        "cause",
    ]
    assert (item["ref"], item["lang"], item["line"]) == ("acme-two", "en", 9)


def test_github_commands_are_escaped(run: Run, site: Path) -> None:
    """An annotation is one line; nothing in a review can begin another command."""
    wrong(site).write_text(review("acme-two", text=body(), summary='"{{ %0A::error::x }}"'))
    _, out, _ = run("check", site, "--format", "github")
    assert out.startswith("::error file=")
    assert out.count("\n") == 1
    assert "%250A" in out


def test_sarif_names_rules_and_places(run: Run, site: Path) -> None:
    """The log holds a rule for each code, and results that point to it."""
    _, out, _ = run("check", site, "--format", "sarif")
    (part,) = json.loads(out)["runs"]
    (result,) = part["results"]
    assert part["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == 9
    assert result["partialFingerprints"]


def test_a_baseline_keeps_known_findings_from_failing(run: Run, site: Path) -> None:
    """Only what is new fails; a known finding may move; a solved one is told."""
    file = site / "baseline.json"
    assert run("check", site, "--baseline", file, "--update-baseline")[0] == 0
    assert run("check", site, "--baseline", file)[0] == 0
    moved = WRONG.replace("layout:", "author: Me\nlayout:")
    wrong(site).write_text(moved)
    assert run("check", site, "--baseline", file)[0] == 0
    wrong(site).write_text(moved.replace("{0.8}", "{0.9}"))
    status, out, _ = run("check", site, "--baseline", file)
    assert status == 1
    assert "review.score.marker" in out
    assert "review.score.sum" not in out
    wrong(site).write_text(review("acme-two", text=body()))
    status, _, err = run("check", site, "--baseline", file)
    assert status == 0
    assert "solved of the baseline: 1 finding; " in err


def test_a_part_of_the_site_solves_nothing_outside(run: Run, site: Path) -> None:
    """Checking one file neither reports nor removes the baseline's findings of another."""
    file = site / "baseline.json"
    run("check", site, "--baseline", file, "--update-baseline")
    before = file.read_text()
    one = wrong(site).with_name("acme-one.md")
    assert run("check", one, "--baseline", file) == (0, "no findings\n", "")
    run("check", one, "--baseline", file, "--update-baseline")
    assert file.read_text() == before


def test_equal_findings_are_counted() -> None:
    """Two findings with the same text are two entries; a third is new."""
    item = diagnostic(Code.TEXT_DOLLAR, "a.md", 3, "x", value="$")

    def line(path: str, number: int) -> str:
        return "It costs $9."

    known = [known_as(item, line)] * 2
    assert load(dump(known)) == tuple(known)
    result = compare([item] * 3, known, line)
    assert (len(result.new), len(result.known), len(result.solved)) == (1, 2, 0)
    assert len(compare([item], known, line).solved) == 1


@pytest.mark.parametrize(
    "text", ["", "x", "[]", "{}", '{"version": 2}', '{"version": 1, "findings": [1]}']
)
def test_a_foreign_file_is_no_baseline(text: str) -> None:
    """Anything but a baseline raises ValueError."""
    with pytest.raises(ValueError, match=r"."):
        load(text)


def test_tags_are_rewritten_byte_for_byte_otherwise(run: Run, site: Path) -> None:
    """Only mapped tags change: BOM, CRLF, quotes, spacing and everything else stay."""
    (site / "conf.py").write_text(
        "reviews_tag_map = {'en': {'Wired': 'Cable: bound', 'Old': 'New',"
        ' "It\'s": "It isn\'t"}}\n'
    )
    text = review("acme-two", text=body(), tags="[ Wired,  'Old', \"It's\" ,Wiredness ]  # kept")
    before = ("\ufeff" + text.replace("\n", "\r\n")).encode()
    wrong(site).write_bytes(before)
    assert run("tags", site)[0] == 0
    assert wrong(site).read_bytes() == before
    assert run("tags", site, "--write")[0] == 0
    new = '[ "Cable: bound",  \'New\', "It isn\'t" ,Wiredness ]  # kept'
    old = "[ Wired,  'Old', \"It's\" ,Wiredness ]  # kept"
    assert wrong(site).read_bytes().decode() == before.decode().replace(old, new)
    assert not list(wrong(site).parent.glob(".*"))


def test_near_tags_are_listed(run: Run, site: Path) -> None:
    """The list names form and better form with their counts."""
    wrong(site).write_text(review("acme-two", text=body(), tags="[headphone]"))
    (wrong(site).with_name("acme-three.md")).write_text(review("acme-three", text=body()))
    assert "en: 'headphone' (1) -> 'Headphones' (2)" in run("tags", site)[1]


def test_no_sphinx_is_started(site: Path) -> None:
    """The rules, the command line and its formats load neither Sphinx nor docutils."""
    code = (
        "import sys, types; package = types.ModuleType('sphinx_reviews');"
        f"package.__path__ = [{str(EXTENSIONS / 'sphinx_reviews')!r}];"
        "sys.modules['sphinx_reviews'] = package;"
        "from sphinx_reviews.command.cli import main;"
        f"main(['check', {str(site)!r}]);"
        "print([n for n in sys.modules if n.split('.')[0] in ('sphinx', 'docutils')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.rstrip().endswith("[]")


def test_the_command_line_loads_no_schema() -> None:
    """What checks front matter is loaded where a file has to be read, not for the mere start."""
    code = "import sys; from sphinx_reviews import __main__; print('pydantic' in sys.modules)"
    where = {**os.environ, "PYTHONPATH": str(EXTENSIONS)}
    done = subprocess.run([sys.executable, "-c", code], env=where, capture_output=True, text=True)
    assert done.stdout == "False\n", done.stderr


def test_every_code_is_in_the_handbook() -> None:
    """The page of codes names each code with its severity, meaning and remedy."""
    page = codes_markdown()
    for code in Code:
        assert f"### `{code.value}`" in page
        assert code.meaning in page
        assert code.meaning.endswith(".")
        assert code.remedy.endswith(".")


def test_many_findings_are_grouped_and_told_in_full_on_demand(run: Run, site: Path) -> None:
    """Of more than twenty findings each code shows three; ``--format lines`` shows every one."""
    for number in range(30):
        ref = f"acme-x{number}"
        text = review(ref, text=body(advice="It costs $9.") + "\n", company_id="acme")
        wrong(site).with_name(f"{ref}.md").write_text(text)
    _, out, _ = run("check", site)
    assert out.count("review.text.dollar") == 4
    assert out.count("a bare $ stands") == 3
    assert "27 more: --only review.text.dollar --format lines" in out
    first, last = (
        out.index("  error    review.score.sum"),
        out.rindex("  error    review.score.sum"),
    )
    assert first < out.index("error  review.score.sum  1\n") < last
    _, lines, _ = run("check", site, "--only", "review.text.dollar", "--format", "lines")
    assert len(lines.splitlines()) == 30
    assert all(": warning: review.text.dollar: " in line for line in lines.splitlines())
    _, one, _ = run("check", site, "--path", "acme-x7.md", "--format", "lines")
    assert {line.partition(":")[0] for line in one.splitlines()} == {
        str(wrong(site).with_name("acme-x7.md"))
    }


def test_a_site_names_its_own_baseline(
    run: Run, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From any folder, what the site's baseline knows passes; a new warning fails."""
    (site / "conf.py").write_text(CONF + 'reviews_baseline = "known.json"\n')
    assert run("check", site)[0] == 2
    assert run("check", site, "--update-baseline")[0] == 0
    monkeypatch.chdir(site.parent)
    assert run("check", site.name)[:2] == (0, "no findings\n")
    assert "reviews/products/en/acme/acme-two.md" in (site / "known.json").read_text()
    wrong(site).with_name("acme-three.md").write_text(
        review("acme-three", text=body(advice="It costs $9."))
    )
    status, out, _ = run("check", site.name)
    assert status == 1
    assert "review.text.dollar" in out
    assert "review.score.sum" not in out


def test_a_change_answers_for_what_it_brings_about_alone(run: Run, site: Path) -> None:
    """Old findings are silent, new ones count, those elsewhere are notes with their cause."""

    def git(*arguments: str) -> None:
        names = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
        subprocess.run(["git", *names, *arguments], cwd=site, check=True, capture_output=True)

    base = body().replace("{0.3} $$", "{0.3} $$\n\nAcme Zed 5 (30 USD): 30 USD ÷ 100 USD = 0.3.", 1)
    one, zed = wrong(site).with_name("acme-one.md"), wrong(site).with_name("acme-zed-5.md")
    one.write_text(review("acme-one", text=base))
    zed.write_text(review("acme-zed-5", text=body(), price="30"))
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "x")
    assert run("check", site, "--since", "HEAD")[:2] == (0, "no findings\n")
    zed.write_text(review("acme-zed-5", text=body(), price="300"))
    status, out, _ = run("check", site, "--since", "HEAD", "--format", "json")
    found = {item["code"]: item for item in json.loads(out)}
    dearer = found["review.equivalent.dearer"]
    assert status == 0
    assert dearer["severity"] == "note"
    assert dearer["cause"].endswith("acme-zed-5.md")
    assert "review.score.sum" not in found
    out = run("check", site, "--since", "HEAD", "--strict", "--format", "lines")[1]
    assert ": warning: review.equivalent.dearer" in out
    assert run("check", site, "--since", "nonsense")[0] == 2
