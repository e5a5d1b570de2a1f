"""What only shows outside the checkout: `python -m tests.paket wheel`, `python -m tests.paket untergrenze`.

wheel: the built package, installed where no source lies beside it, answers and serves its demo.
untergrenze: the lowest versions that pyproject.toml allows carry the tests, or the ranges there are a lie.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from tests.postgres import freier_port

WURZEL = Path(__file__).resolve().parent.parent
SEITEN = ("/healthz", "/anmelden", "/static/vorlagen.css", "/static/vendor/kern/kern.min.css")
GEDULD = 90  # seconds until the demo must answer, on a machine that does other things too


BERUEHREN_JEDE_BIBLIOTHEK = (
    "tests/test_lebenslauf.py",
    "tests/test_word.py",
    "tests/cli/test_befehle.py",
    "tests/test_uhr.py",
    "tests/test_haus.py",
    "tests/api/test_lebenslauf_json.py",
    "tests/api/test_openapi.py",
    "tests/web/test_seed.py",
    "tests/workflow/test_engine.py",
)
"""What is run on the lowest versions: every library of ours is used there, on both databases."""


def main(worte: list[str]) -> int:
    with tempfile.TemporaryDirectory(prefix="vorlagen-paket-", ignore_cleanup_errors=True) as ordner:
        ort = Path(ordner)
        if worte[:1] == ["wheel"]:
            return wheel(ort)
        if worte[:1] == ["untergrenze"]:
            return untergrenze(ort, worte[1:])
    print(__doc__)
    return 2


def wheel(ort: Path) -> int:
    _uv("build", "--wheel", "--out-dir", str(ort / "dist"), str(WURZEL))
    [rad] = (ort / "dist").glob("*.whl")
    python = _umgebung(ort)
    _uv(
        "pip",
        "install",
        "--compile-bytecode",
        "--python",
        python,
        "--constraint",
        str(WURZEL / "constraints.txt"),
        str(rad),
    )
    anderswo = ort / "anderswo"
    anderswo.mkdir()
    vorlagen = Path(python).with_name("vorlagen")
    subprocess.run([vorlagen, "--help"], cwd=anderswo, check=True, stdout=subprocess.DEVNULL)
    port = freier_port()
    demo = subprocess.Popen([vorlagen, "demo", "--port", str(port), "--instance", ort / "instanz"], cwd=anderswo)
    try:
        _warte_auf(f"http://127.0.0.1:{port}", demo)
        for seite in SEITEN:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{seite}", timeout=10) as antwort:
                print(f"{antwort.status} {seite}")
    finally:
        demo.terminate()
        demo.wait(timeout=20)
    print(f"{rad.name} läuft aus einem fremden Ordner.")
    return 0


def untergrenze(ort: Path, worte: list[str]) -> int:
    python = _umgebung(ort)
    _uv("pip", "install", "--compile-bytecode", "--python", python, "--resolution", "lowest-direct", f"{WURZEL}[dev]")
    wahl = ["-q", "-p", "no:cacheprovider", "-n", "2", "--dist", "loadfile", "-m", "not browser and not lang"]
    return subprocess.call([python, "-m", "pytest", *wahl, *(worte or BERUEHREN_JEDE_BIBLIOTHEK)], cwd=WURZEL)


def _umgebung(ort: Path) -> str:
    _uv("venv", "--python", sys.executable, str(ort / "venv"))
    return str(ort / "venv" / "bin" / "python")


def _uv(*worte: str) -> None:
    subprocess.run([sys.executable, "-m", "uv", *worte, "--quiet"], check=True)


def _warte_auf(adresse: str, demo: subprocess.Popen[bytes]) -> None:
    bis = time.monotonic() + GEDULD
    while True:
        try:
            urllib.request.urlopen(f"{adresse}/healthz", timeout=5).close()
        except OSError as fehler:
            if demo.poll() is not None or time.monotonic() > bis:
                raise SystemExit(f"Die Demo antwortet nicht: {fehler}") from fehler
            time.sleep(0.2)
        else:
            return


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
