"""Parts of a file: one span of bytes is served, everything else that a Range may say is passed over."""

from __future__ import annotations

from flask import request


def uebergehe_andere() -> None:
    """Answer other units, several spans and unreadable ones with the whole file (RFC 9110 § 14.2).

    Werkzeug would refuse them with 416, which is for spans that lie outside the file.
    """
    gefragt = request.range
    if gefragt is None or gefragt.units != "bytes" or len(gefragt.ranges) != 1:
        request.environ.pop("HTTP_RANGE", None)
