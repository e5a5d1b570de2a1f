"""What goes wrong below /oparl, as OParl says it (1.1, 2-09): a status and an Error object."""

from __future__ import annotations

import json

from flask import Response, request

from vorlagen.services.oparl.typen import SCHEMA


def ist_oparl() -> bool:
    """True for addresses of OParl: everybody may ask, without a cookie, and always gets JSON."""
    return request.path == "/oparl" or request.path.startswith("/oparl/")


def stoerung(status: int, code: str, satz: str) -> Response:
    """An Error object; `debug` names the case for whoever writes to us, and nothing of the inside."""
    koerper = {"type": f"{SCHEMA}Error", "message": satz, "debug": f"{status} {code}"}
    roh = json.dumps(koerper, ensure_ascii=False).encode(errors="replace")
    return Response(roh, status, mimetype="application/json")
