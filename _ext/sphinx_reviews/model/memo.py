"""Values that are worked out once for an owner, such as a catalogue, and forgotten with it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

Owner = TypeVar("Owner")
K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


class Memo(Generic[Owner, K, T]):
    """One kind of value by owner and key; every module keeps its own, typed."""

    def __init__(self) -> None:
        """Begin with nothing known."""
        self._known: WeakKeyDictionary[Owner, dict[K, T]] = WeakKeyDictionary()

    def of(self, owner: Owner, key: K, make: Callable[[], T]) -> T:
        """Return the owner's value for the key, made now where it is not known."""
        known = self._known.setdefault(owner, {})
        if key not in known:
            known[key] = make()
        return known[key]
