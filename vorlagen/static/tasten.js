// Keyboard shortcuts. A page declares them in its HTML; this only listens:
//   <a data-taste="g a">            two keys one after the other; a link or button is pressed, a field gets the focus
//   data-taste-name="Arbeitskorb"   what it is called under "?"; without it, its own text
// The person may switch all of them off (WCAG 2.1.4); then this file is not loaded. In fields no key is one.
"use strict";

(() => {
  const WARTEN = 1500;
  const FELDER = "input, textarea, select, trix-editor, [contenteditable]:not([contenteditable=false])";
  const skript = document.currentScript;
  let angefangen = "";
  let seit = 0;

  document.addEventListener("keydown", (ereignis) => {
    if (ereignis.defaultPrevented || ereignis.ctrlKey || ereignis.altKey || ereignis.metaKey || ereignis.isComposing) return;
    if (ereignis.key.length !== 1 || ereignis.target.closest(FELDER) || document.querySelector("dialog[open]")) return;
    const jetzt = Date.now();
    const folge = angefangen && jetzt - seit < WARTEN ? `${angefangen} ${ereignis.key}` : ereignis.key;
    const ziel = finde(folge) ?? finde(ereignis.key);
    angefangen = "";
    if (ereignis.key === "?" || ziel) {
      ereignis.preventDefault();
      if (ziel) benutze(ziel); else zeigeAlle();
    } else if (alle().some((element) => element.dataset.taste.startsWith(`${ereignis.key} `))) {
      [angefangen, seit] = [ereignis.key, jetzt];
    }
  });

  // Only what can be seen and pressed; the first one counts.
  function alle() {
    return [...document.querySelectorAll("[data-taste]")].filter((element) => element.checkVisibility() && !element.disabled);
  }

  function finde(folge) {
    return alle().find((element) => element.dataset.taste === folge);
  }

  function benutze(ziel) {
    if (ziel.matches("a, button")) ziel.click();
    else { ziel.focus(); ziel.select?.(); }
  }

  function zeigeAlle() {
    const dialog = document.createElement("dialog");
    dialog.className = "tasten";
    dialog.setAttribute("aria-labelledby", "tasten-titel");
    const liste = document.createElement("dl");
    const zeilen = new Map(alle().map((element) => [element.dataset.taste, name(element)]).reverse());
    for (const [taste, was] of [...zeilen].reverse().concat([["?", "Diese Übersicht"]])) liste.append(zeile(taste, was));
    const fuss = document.createElement("form");
    fuss.method = "dialog";
    fuss.className = "knoepfe";
    const zu = Object.assign(document.createElement("button"), { className: "kern-btn kern-btn--primary", autofocus: true });
    zu.append(Object.assign(document.createElement("span"), { className: "kern-label", textContent: "Schließen" }));
    fuss.append(zu);
    dialog.append(
      Object.assign(document.createElement("h2"), { id: "tasten-titel", textContent: "Tastenkürzel auf dieser Seite" }),
      liste,
      absatz("Mehr dazu in der ", "Hilfe", skript.dataset.hilfe),
      absatz("Sie stören? Unter ", "Mein Konto", skript.dataset.konto, " schalten Sie sie ab."),
      fuss,
    );
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  }

  function name(element) {
    return element.dataset.tasteName ?? element.getAttribute("aria-label") ?? element.textContent.trim().replace(/\s+/g, " ");
  }

  function zeile(taste, was) {
    const paar = document.createElement("div");
    const links = document.createElement("dt");
    taste.split(" ").forEach((eine, nr) => {
      if (nr) links.append(" dann ");
      links.append(Object.assign(document.createElement("kbd"), { textContent: eine }));
    });
    paar.append(links, Object.assign(document.createElement("dd"), { textContent: was }));
    return paar;
  }

  function absatz(davor, text, ziel, danach = ".") {
    const p = document.createElement("p");
    p.append(davor, Object.assign(document.createElement("a"), { href: ziel, textContent: text }), danach);
    return p;
  }
})();
