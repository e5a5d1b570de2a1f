#!/usr/bin/env python3
"""Makes .venv and runs the project's chores in it: `python3 dev.py demo`, `python3 dev.py test`, a few more.

Standard library only. The file has to parse on Python 3.6, or an old Python could not even say what is
missing; hence the quoted types and no modern syntax.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time

WURZEL = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(WURZEL, ".venv")
SCHRITTE_DER_CI = ("test", "lint", "proben", "browser", "wheel", "untergrenze")
HILFE = """\
python3 dev.py demo [Wörter für „vorlagen demo“]    zeigt die Anwendung mit Beispieldaten
python3 dev.py test [Wörter für pytest]             alle schnellen Prüfungen, auch mit PostgreSQL
python3 dev.py proben [Wörter für pytest]           alles auf PostgreSQL, Abstürze, Gleichzeitiges, Zufall, Lecks
python3 dev.py browser [Wörter für pytest]          Prüfungen im Browser (braucht Chromium)
python3 dev.py lint                                 Stil, Formatierung, Typen, Seitenvorlagen
python3 dev.py daten --vorlagen N [Wörter]          füllt eine leere Datenbank mit erfundenen Vorlagen
python3 dev.py belastung WORT [Wörter]              lange Prüfungen; ohne WORT steht da, welche es gibt
python3 dev.py wheel                                baut das Paket und probiert es in leerer Umgebung
python3 dev.py untergrenze                          Prüfungen mit den ältesten erlaubten Bibliotheken
python3 dev.py ci                                   das alles nacheinander"""


class Abbruch(Exception):
    """The sentence that ends the run."""


def main(worte: "list[str]") -> int:
    if not worte or worte[0] in ("-h", "--help"):
        print(HILFE)
        return 0 if worte else 2
    verb, rest = worte[0], worte[1:]
    try:
        pruefe_python()
        if verb not in VERBEN:
            raise Abbruch(f"„{verb}“ gibt es hier nicht.\n{HILFE}")
        richte_ein(mit_werkzeug=verb != "demo")
        return VERBEN[verb](rest)
    except Abbruch as satz:
        print(satz, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


# --- the verbs ---------------------------------------------------------------------------------------------


def demo(rest: "list[str]") -> int:
    befehl = [programm("vorlagen"), "demo", *rest]
    if os.name == "nt":
        return subprocess.call(befehl)
    # Takes this process's place, so that a signal reaches the server itself.
    os.execv(befehl[0], befehl)  # noqa: S606


def test(rest: "list[str]") -> int:
    return rufe("pytest", "-n", "3", "--dist", "worksteal", "-m", "not (browser or lang or probe)", *rest)


def proben(rest: "list[str]") -> int:
    return rufe("pytest", "-n", "3", "--dist", "loadfile", "-m", "probe and not (browser or lang)", *rest)


def browser(rest: "list[str]") -> int:
    return rufe("pytest", "-n", "2", "--dist", "loadfile", "-m", "browser and not lang", *rest)


def lint(rest: "list[str]") -> int:
    return max(
        rufe("ruff", "check", "--quiet", "."),
        rufe("ruff", "format", "--check", "--quiet", "."),
        rufe("mypy"),
        rufe("djlint", "--lint", "--quiet", "vorlagen"),
    )


def daten(rest: "list[str]") -> int:
    return rufe("tests.musterdaten", *rest)


def belastung(rest: "list[str]") -> int:
    return rufe("tests.belastung", *rest)


def wheel(rest: "list[str]") -> int:
    return rufe("tests.paket", "wheel")


def untergrenze(rest: "list[str]") -> int:
    return rufe("tests.paket", "untergrenze", *rest)


def ci(rest: "list[str]") -> int:
    gescheitert = []
    for schritt in SCHRITTE_DER_CI:
        print(f"\n== {schritt} ==", flush=True)
        beginn = time.monotonic()
        if VERBEN[schritt]([]) != 0:
            gescheitert.append(schritt)
        print(f"{schritt}: {time.monotonic() - beginn:.0f} s", flush=True)
    if gescheitert:
        print("\nNicht bestanden: " + ", ".join(gescheitert))
    print(f"\n{len(SCHRITTE_DER_CI) - len(gescheitert)} passed, {len(gescheitert)} failed")
    return 1 if gescheitert else 0


VERBEN = {
    "demo": demo,
    "test": test,
    "proben": proben,
    "browser": browser,
    "lint": lint,
    "daten": daten,
    "belastung": belastung,
    "wheel": wheel,
    "untergrenze": untergrenze,
    "ci": ci,
}


# --- the environment ---------------------------------------------------------------------------------------


def pruefe_python() -> None:
    if sys.version_info < (3, 11):
        ist = ".".join(map(str, sys.version_info[:2]))
        raise Abbruch(f"Vorlagen braucht Python 3.11 oder neuer; dies ist Python {ist}.")
    if not all(importlib.util.find_spec(modul) for modul in ("venv", "ensurepip")):
        raise Abbruch("Diesem Python fehlt das Modul venv (Debian und Ubuntu: apt install python3-venv).")


def richte_ein(*, mit_werkzeug: bool) -> None:
    """Install once; afterwards the stamp says that all is in place, and no network is needed."""
    stempel = fingerabdruck()
    genuegt = ["werkzeug"] if mit_werkzeug else ["werkzeug", "anwendung"]
    if os.path.exists(programm("python")) and any(lies_stempel(name) == stempel for name in genuegt):
        return
    beginn = time.monotonic()
    print("Richte die Umgebung in .venv ein (beim ersten Mal und nach Änderungen) …", flush=True)
    lege_venv_an()
    installiere("[dev]" if mit_werkzeug else "[demo]")
    with open(stempelort(genuegt[-1]), "w", encoding="ascii") as datei:
        datei.write(stempel)
    print(f"Eingerichtet nach {time.monotonic() - beginn:.0f} s.", flush=True)


def lege_venv_an() -> None:
    """Keep an environment of the same Python, replace any other."""
    try:
        with open(os.path.join(VENV, "pyvenv.cfg"), encoding="utf-8") as datei:
            passt = "version = {}.{}.".format(*sys.version_info) in datei.read()
    except OSError:
        passt = False
    if passt and os.path.exists(programm("python")):
        return
    shutil.rmtree(VENV, ignore_errors=True)
    if subprocess.call([sys.executable, "-m", "venv", VENV]) != 0:
        raise Abbruch(f"In {VENV} lässt sich keine Umgebung anlegen.")


def installiere(extras: str) -> None:
    """By uv, which is quick; by pip where uv cannot be had or does not run."""
    paket = ["--constraint", "constraints.txt", "--editable", "." + extras]
    mit_uv = ["pip", "install", "--compile-bytecode", "--python", programm("python")]
    mit_pip = ["pip", "install", "--disable-pip-version-check"]
    if still(*mit_pip, "uv>=0.9,<1") or still("uv", *mit_uv, *paket):
        klage = still(*mit_pip, *paket)
        if klage:
            raise Abbruch(f"Die Bibliotheken lassen sich nicht einrichten; ist das Netz da?\n{klage}")


def fingerabdruck() -> str:
    summe = hashlib.sha256((sys.version + WURZEL).encode("utf-8", "surrogateescape"))
    for name in ("pyproject.toml", "constraints.txt"):
        with open(os.path.join(WURZEL, name), "rb") as datei:
            summe.update(datei.read())
    return summe.hexdigest()


def lies_stempel(name: str) -> str:
    try:
        with open(stempelort(name), encoding="ascii") as datei:
            return datei.read()
    except OSError:
        return ""


def stempelort(name: str) -> str:
    return os.path.join(VENV, "stempel-" + name)


def programm(name: str) -> str:
    return os.path.join(VENV, *(["Scripts", name + ".exe"] if os.name == "nt" else ["bin", name]))


def rufe(modul: str, *worte: str) -> int:
    return subprocess.call([programm("python"), "-m", modul, *worte], cwd=WURZEL)


def still(modul: str, *worte: str) -> str:
    """Run without a sound; answer with the last lines of its complaint, or with nothing if all went well."""
    befehl = [programm("python"), "-m", modul, *worte]
    lauf = subprocess.run(befehl, cwd=WURZEL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if lauf.returncode == 0:
        return ""
    return "\n".join(lauf.stdout.decode("utf-8", "replace").strip().splitlines()[-15:]) or modul


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
