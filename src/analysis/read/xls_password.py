"""Opens an .xls that is encrypted with the password that every Excel knows.

Whoever protects only the structure of an old workbook gets it encrypted with a fixed password; Excel opens
it without asking, and so do we. Layouts: Microsoft, [MS-OFFCRYPTO] 2.3.6 and 2.3.7, [MS-XLS] 2.2.10.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Callable, Iterator

_PASSWORD = "VelvetSweatshop"
_LETTERS = _PASSWORD.encode("utf-16-le")
_BOF, _FILE_PASS, _BOUND_SHEET = 0x0809, 0x002F, 0x0085
_PLAIN = frozenset((_BOF, _FILE_PASS, 0x0194, 0x0195, 0x00E1, 0x0196, 0x0138))
"""Records that stay readable in an encrypted stream."""
_BLOCK = 1024
_XOR, _RC4 = 0, 1


def opened(stream: bytes, file_pass: bytes) -> bytes | None:
    """The stream in plain text; None where another password is needed."""
    kind, major, minor = struct.unpack_from("<HHH", file_pass)
    if kind == _XOR:
        return _unscrambled(stream, file_pass)
    key_of = _old_keys(file_pass[6:]) if (major, minor) == (1, 1) else _new_keys(file_pass[6:])
    if kind != _RC4 or key_of is None:
        return None
    blocks = -(-len(stream) // _BLOCK)
    keys = b"".join(_keystream(key_of(block), _BLOCK) for block in range(blocks))
    return _kept_plain(stream, _xor(stream, keys))


def _old_keys(body: bytes) -> Callable[[int], bytes] | None:
    """RC4 with 40 bits, as Excel 97 has it."""
    salt, verifier, digest = body[:16], body[16:32], body[32:48]
    base = hashlib.md5(_LETTERS, usedforsecurity=False).digest()[:5]
    base = hashlib.md5((base + salt) * 16, usedforsecurity=False).digest()[:5]

    def key_of(block: int) -> bytes:
        return hashlib.md5(base + struct.pack("<I", block), usedforsecurity=False).digest()

    plain = _xor(verifier + digest, _keystream(key_of(0), 32))
    return key_of if hashlib.md5(plain[:16], usedforsecurity=False).digest() == plain[16:] else None


def _new_keys(body: bytes) -> Callable[[int], bytes] | None:
    """RC4 by the system's own cryptography, as Excel 2002 has it."""
    header_size = struct.unpack_from("<I", body, 4)[0]
    bits = struct.unpack_from("<I", body, 8 + 16)[0] or 40
    at = 8 + header_size + 4
    salt, verifier, digest = body[at : at + 16], body[at + 16 : at + 32], body[at + 36 : at + 56]
    base = hashlib.sha1(salt + _LETTERS, usedforsecurity=False).digest()

    def key_of(block: int) -> bytes:
        key = hashlib.sha1(base + struct.pack("<I", block), usedforsecurity=False).digest()[: bits // 8]
        return key + b"\0" * 11 if bits == 40 else key

    plain = _xor(verifier + digest, _keystream(key_of(0), 36))
    return key_of if hashlib.sha1(plain[:16], usedforsecurity=False).digest() == plain[16:] else None


def _unscrambled(stream: bytes, file_pass: bytes) -> bytes | None:
    """The exclusive-or of Excel 95, each byte turned by three bits."""
    key, verifier = struct.unpack_from("<HH", file_pass, 2)
    letters = _PASSWORD.encode("ascii")
    check = 0
    for letter in reversed(letters):
        check = ((check << 1) & 0x7FFF | check >> 14) ^ letter
    check = ((check << 1) & 0x7FFF | check >> 14) ^ len(letters) ^ 0xCE4B
    if check != verifier:
        return None
    pads = [byte ^ (key >> 8 if place % 2 else key & 0xFF) for place, byte in enumerate(letters + b"\xbb")]
    pads = [(byte << 2 | byte >> 6) & 0xFF for byte in pads]
    turned = stream.translate(bytes((byte << 3 | byte >> 5) & 0xFF for byte in range(256)))
    keys = bytearray(len(stream))
    for _, start, end in _bodies(stream):
        for place in range(start, end):
            keys[place] = pads[(place + end - start) % 16]
    return _kept_plain(stream, _xor(turned, bytes(keys)))


def _keystream(key: bytes, length: int) -> bytes:
    """The bytes that RC4 mixes into a text."""
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) & 255
        state[i], state[j] = state[j], state[i]
    i = j = 0
    stream = bytearray()
    for _ in range(length):
        i = (i + 1) & 255
        a = state[i]
        j = (j + a) & 255
        b = state[i] = state[j]
        state[j] = a
        stream.append(state[(a + b) & 255])
    return bytes(stream)


def _xor(text: bytes, keys: bytes) -> bytes:
    size = len(text)
    mixed = int.from_bytes(text, "little") ^ int.from_bytes(keys[:size], "little")
    return mixed.to_bytes(size, "little")


def _bodies(stream: bytes) -> Iterator[tuple[int, int, int]]:
    position = 0
    while position + 4 <= len(stream):
        record, length = struct.unpack_from("<HH", stream, position)
        yield record, position + 4, min(position + 4 + length, len(stream))
        position += 4 + length


def _kept_plain(stream: bytes, decrypted: bytes) -> bytes:
    """Heads of records, some whole records and the places of sheets are never encrypted."""
    plain = bytearray(decrypted)
    plain[-3:] = stream[-3:]
    for record, start, end in _bodies(stream):
        plain[start - 4 : start] = stream[start - 4 : start]
        if record in _PLAIN:
            plain[start:end] = stream[start:end]
        elif record == _BOUND_SHEET:
            plain[start : start + 4] = stream[start : start + 4]
    return bytes(plain)
