"""Our nodes. They hold questions and plain values only, never another review's data."""

from __future__ import annotations

from docutils import nodes


class review_block(nodes.General, nodes.Element):  # noqa: N801 - docutils names nodes so
    """A part drawn from the catalogue; ``node["block"]`` is a ``model.blocks.Block``.

    HTML draws it from a template; for every other format a post-transform fills in standard nodes.
    """


class score_badge(nodes.General, nodes.Element):  # noqa: N801
    """The score of the section it opens.

    ``value`` and ``high`` are decimal texts, ``criterion`` the criterion's id (``overall`` for
    the overall score), ``share`` the place in the scale, 0.0 to 1.0.
    """
