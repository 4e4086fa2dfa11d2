"""What a share was made from, so that only shares of the same are merged."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..documents.domain import review_domain
from .frame import code_of_package, configuration_of, versions
from .kept import keep
from .ledger import content_of, digest
from .shard import RECORD, SHARD

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from .builders import PermalinkMixin


def record_shard(app: Sphinx, builder: PermalinkMixin) -> None:
    """Note what this share was made from; only shares of the same can be merged."""
    file = Path(app.doctreedir, RECORD)
    if not app.config[SHARD]:
        file.unlink(missing_ok=True)
        return
    domain = review_domain(app.env)
    record = {
        "shard": str(builder.shard),
        "versions": digest(builder.name, code_of_package(), repr(sorted(versions(app)))),
        "configuration": digest(configuration_of(app), content_of(Path(app.confdir, "conf.py"))),
        "sources": digest(
            domain.catalogue.state, repr(sorted(domain.sources.items())), builder.ledger.premise
        ),
    }
    keep(file, record)
