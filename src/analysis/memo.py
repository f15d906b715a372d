"""What a value means, found out once and then looked up as fast as a dictionary can."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Memo(dict[K, V]):
    """A function as a mapping, to be applied to whole rows and columns: `map(memo.__getitem__, values)`.

    Equal keys must mean the same: 1, 1.0 and True are one key. It is emptied when it has grown to `most`.

    >>> double = Memo(lambda number: 2 * number)
    >>> list(map(double.__getitem__, [1, 2, 1]))
    [2, 4, 2]
    """

    def __init__(self, function: Callable[[K], V], most: int = 1 << 17) -> None:
        super().__init__()
        self._function, self._most = function, most

    def __missing__(self, key: K) -> V:
        if len(self) >= self._most:
            self.clear()
        value = self[key] = self._function(key)
        return value
