"""Characters that a Word file, a browser and a database can all hold."""

from __future__ import annotations

import re
import unicodedata

# What Word puts on the clipboard for its own characters: line break, page break, fixed and optional hyphen.
_AUS_WORD = {"\x0b": "\n", "\x0c": "\n", "\x1e": "\u2011", "\x1f": "\u00ad"}
_ERSATZ = "\ufffd"
_UNMOEGLICH = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def reinige(text: str) -> str:
    """The text in NFC with `\\n` line ends and only the characters of XML 1.0 (its § 2.2).

    What has a meaning is kept as its twin (Word's line break, its hyphens); half characters and
    noncharacters become U+FFFD, so that the loss is seen; control characters without a shape go.
    """
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _UNMOEGLICH.sub(_twin, text)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def _twin(fund: re.Match[str]) -> str:
    zeichen = fund.group()
    return _AUS_WORD.get(zeichen, "" if zeichen < " " else _ERSATZ)
