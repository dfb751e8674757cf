"""Addresses of cells in the raw XML of a sheet, where streaming writers leave them out: each stands behind the last."""

import re

from starrating.errors import column_index, letter
from starrating.patterns import regex

_BARE = regex(rb"<(?:\w+:)?c(?:/?>|\s(?![^<>]*\br=)[^<>]*>)")
_HEAD = 1 << 13
_FIRST_CELL = 1 << 9
"""Bytes of the first block, and of others, in which a cell stands: who leaves out an address leaves out all."""
_TAG = regex(rb"<((?:\w+:)?(?:row|c))(?=[\s/>])([^<>]*)>")
_OWN = regex(rb"""\br=["']([A-Z]{0,3})(\d{1,7})["']""")


class Addresses:
    """Writes the addresses that are missing into the blocks of a sheet, one after the other, cut between rows."""

    def __init__(self) -> None:
        self._row, self._column = 0, -1
        self._head = _HEAD

    def written(self, block: bytes) -> bytes:
        """Return a block in which every cell has its address."""
        bare = _BARE.search(block, 0, self._head)
        self._head = _HEAD if bare else _FIRST_CELL
        if not bare:
            return block
        return _TAG.sub(self._with_address, block)

    def _with_address(self, tag: re.Match[bytes]) -> bytes:
        own = _OWN.search(tag[2])
        if tag[1].endswith(b"row"):
            self._row, self._column = int(own[2]) if own else self._row + 1, -1
            address = str(self._row)
        else:
            self._column = column_index(own[1].decode()) if own and own[1] else self._column + 1
            address = f"{letter(self._column)}{self._row}"
        return tag[0] if own else b'<%s r="%s"%s>' % (tag[1], address.encode(), tag[2])
