"""A list of cells in another order, made when it is read: names in rank order cost more than the rating itself."""

from collections.abc import Iterator, Sequence
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray


class Reordered(Sequence[Any]):
    """The cells of a list in the order of an index; it reads and compares like the list it stands for."""

    __slots__ = ("_cells", "_list", "_order")

    def __init__(self, cells: Sequence[Any], order: NDArray[np.intp]) -> None:
        self._cells = cells
        self._order = order
        self._list: list[Any] | None = None

    def __len__(self) -> int:
        return len(self._order)

    @overload
    def __getitem__(self, index: int) -> Any: ...  # noqa: ANN401 (a cell of any kind)
    @overload
    def __getitem__(self, index: slice) -> list[Any]: ...
    def __getitem__(self, index: int | slice) -> Any:
        if self._list is None and not isinstance(index, slice):
            return self._cells[int(self._order[index])]
        return self._whole()[index]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._whole())

    def __contains__(self, cell: object) -> bool:
        return cell in self._cells

    def __eq__(self, other: object) -> bool:
        return list(self) == list(other) if isinstance(other, Sequence) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return repr(self._whole())

    def index(self, value: object, start: int = 0, stop: int | None = None) -> int:
        """Return the place of a cell; `ValueError` if there is none."""
        return self._whole().index(value, start, len(self) if stop is None else stop)

    def _whole(self) -> list[Any]:
        if self._list is None:
            self._list = np.array(self._cells, dtype=object)[self._order].tolist()
        return self._list
