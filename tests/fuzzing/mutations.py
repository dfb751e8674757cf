"""Changes to workbooks: of any byte, and of what their parts say, so that the file stays whole."""

import io
import random
import re
import zipfile
from collections.abc import Callable

Change = Callable[[bytes, random.Random], bytes]


def bytewise(content: bytes, chance: random.Random) -> bytes:
    """Change, delete, repeat or cut off some bytes."""
    changed = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 8, 32))):
        place = chance.randrange(len(changed) or 1)
        match chance.randrange(5):
            case 0:
                changed[place : place + 1] = bytes([chance.randrange(256)])
            case 1:
                changed[place : place + 1] = bytes([changed[place] ^ 1 << chance.randrange(8)]) if changed else b""
            case 2:
                del changed[place : place + chance.choice((1, 4, 100))]
            case 3:
                changed[place:place] = changed[place : place + chance.choice((1, 4, 512))]
            case _:
                changed[place : place + 4] = chance.choice((b"\0\0\0\0", b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f"))
    return bytes(changed[: chance.randrange(len(changed) or 1)] if chance.random() < 0.05 else changed)


def inside_parts(content: bytes, chance: random.Random) -> bytes:
    """Change bytes of one part of an archive, and pack it again, so that its check sum is right."""
    return _with_part(content, chance, bytewise)


def structurewise(content: bytes, chance: random.Random) -> bytes:
    """Delete, repeat, swap or reword elements and attributes of one XML part of an archive."""
    return _with_part(content, chance, _other_xml, ".xml")


def _with_part(content: bytes, chance: random.Random, change: Change, suffix: str = "") -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice([name for name, part in parts.items() if name.endswith(suffix) and part])
    parts[name] = change(parts[name], chance)
    return packed(parts)


def packed(parts: dict[str, bytes]) -> bytes:
    """Pack the parts of an archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


_ELEMENT = re.compile(rb"<[^<>]*>")
_VALUE = re.compile(rb'"[^"<>]*"|>[^<>]+<')
_WORDS = (b"", b"0", b"-1", b"1e999", b"nan", b"A1:XFD1048576", b"XFD1048576", b"e", b"str", b"inlineStr", b"b", b"d")


def _other_xml(part: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.choice((1, 1, 2, 5))):
        elements = list(_ELEMENT.finditer(part))
        values = list(_VALUE.finditer(part))
        if not elements or not values:
            break
        one, other, value = chance.choice(elements), chance.choice(elements), chance.choice(values)
        word = chance.choice((*_WORDS, chance.choice(values)[0][1:-1]))
        part = chance.choice(
            (
                part[: one.start()] + part[one.end() :],
                part[: one.end()] + other[0] + part[one.end() :],
                part[: one.start()] + other[0] + part[one.end() :],
                part[: value.start() + 1] + word + part[value.end() - 1 :],
                part[: value.start() + 1] + word + part[value.end() - 1 :],
            )
        )
    return part
