"""The starter site as it is published."""

from support import Site


def test_builds(starter: Site) -> None:
    """The starter site builds without a warning."""
    assert (starter.out / "index.html").is_file()
