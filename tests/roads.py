"""What both tests of roads write: every construct of the prose, and real reviews."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from support import evenly

BLOCKS = """\
<!-- a comment -->

<div>raw</div>

- one
- two
  - two and a half
- three

  more of three
- ## A heading in an item

A list whose items are one line each, and one that is not.

- five
  - six
    1. seven
       - eight
- nine

1. ten
   - eleven
     - twelve

       more of twelve

3. third
4. fourth

> A quotation of the Acme Two [2].
>
> ## A heading within

| Left | Right | Middle |
|:-----|------:|:------:|
| Acme Two | [1] | *x* |
| `a` | 2 | 3 |
| `b` | 2 | |

$$
\\sqrt{2}
$$

$$
\\frac{1}
$$

```python
print("1")
```

```no-such-language
code
```

    indented <code>

Term
: Its meaning, Acme Two.
: Another meaning

  in two paragraphs.

***

```{score-card} acme-two
```

- an item

  ```{comparison} acme-two acme-lines
  :caption: "Two of them"
  ```

:::{score-card}
---
kind: company
limit: 1
---
:::

```{score-card} acme-nothing
:sort: prise
```

###

### Below
"""
"""Everything that stands in the text of a review on lines of its own, below its first paragraph."""

REFERENCES = {
    "lines": """\
[1] First, https://example.org/a(b), accessed 2026-01-02\x20\x20
[2] Second
and its second line

- [3] Third

(2026.1.2)
""",
    "numbered": "1. First\n2. Second, https://example.org/2\n",
    "bullets": "- [1] First\n- [2] Second [x](https://example.org/)\n- Third\\\nbroken\n",
    "code": "[1] First, `https://example.org/1`\n[2] Second [<https://example.org/2>](https://x.org/)\n",
    "wide": "【1】 First、https://example.org/一\n［2］ Second\n",
}
"""The sources of a review in every form that they are written in, by name."""


def real_reviews() -> dict[str, str | bytes]:
    """Return an even sample of real reviews as files of a site; skip where there are none.

    ``REVIEWS_ROADS`` says how many; 0 are all.
    """
    folder = os.environ.get("REVIEWS_CORPUS")
    if not folder:
        pytest.skip("REVIEWS_CORPUS names no folder of real reviews")
    sample = int(os.environ.get("REVIEWS_ROADS", "60"))
    return {
        f"reviews/{path.relative_to(folder).as_posix()}": path.read_bytes()
        for path in evenly(sorted(Path(folder).rglob("*.md")), sample)
    }
