// Writes each line of the results down when it is left. Without this the buttons do the same.
"use strict";

(() => {
  const blatt = document.getElementById("ergebnisblatt");
  if (!blatt) return;
  const ansage = document.getElementById("ansage");
  const geaendert = new Set();
  let kette = Promise.resolve(); // one line after the other: the server takes them one by one anyway
  let unterwegs = 0;

  blatt.addEventListener("input", (ereignis) => merke(zeileVon(ereignis.target)));
  blatt.addEventListener("change", (ereignis) => merke(zeileVon(ereignis.target)));
  blatt.addEventListener("focusout", (ereignis) => {
    const zeile = zeileVon(ereignis.target);
    // Whoever looks into another window has not left the line.
    if (zeile && document.hasFocus() && !zeile.contains(ereignis.relatedTarget)) sichere(zeile);
  });
  blatt.addEventListener("keydown", (ereignis) => {
    const zeile = zeileVon(ereignis.target);
    if (!zeile || ereignis.ctrlKey || ereignis.altKey || ereignis.metaKey) return;
    if (ereignis.key === "Enter" && ereignis.target.matches("select, input")) {
      ereignis.preventDefault();
      geheWeiter(zeile);
    } else if (ereignis.target.matches("select[data-ausgang]") && ereignis.key.length === 1 && ereignis.key !== " ") {
      ereignis.preventDefault();
      if (ereignis.key.toLowerCase() === "j") einstimmig(zeile);
      else waehle(ereignis.target, ereignis.key.toLowerCase());
    }
  });
  blatt.addEventListener("submit", (ereignis) => {
    ereignis.preventDefault();
    const knopf = ereignis.submitter;
    const zeile = knopf && zeileVon(knopf);
    if (!zeile) zeilen().forEach((eine) => sichere(eine, true));
    else if (knopf.name === "einstimmig") einstimmig(zeile);
    else if (knopf.name === "zurueck") sende(zeile, { zurueck: knopf.value });
    else geheWeiter(zeile);
  });
  window.addEventListener("beforeunload", (ereignis) => { if (geaendert.size || unterwegs || blatt.querySelector("[data-art=fehler]")) ereignis.preventDefault(); });

  function zeilen() {
    return [...blatt.querySelectorAll("[data-zeile]")];
  }

  function zeileVon(element) {
    return element.closest("[data-zeile]");
  }

  function felder(zeile) {
    return [...zeile.querySelectorAll("input[name], select[name]")];
  }

  function inhalt(zeile) {
    return felder(zeile).filter((feld) => feld.type !== "hidden").map((feld) => feld.value).join("|");
  }

  function merke(zeile) {
    if (!zeile) return;
    geaendert.add(zeile.dataset.zeile);
    zeigeStand(zeile, "ungesichert", "Noch nicht gespeichert.");
  }

  function waehle(auswahl, taste) {
    const gemeint = [...auswahl.options].find((option) => option.dataset.buchstabe === taste);
    if (!gemeint) return;
    auswahl.value = gemeint.value;
    auswahl.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function einstimmig(zeile) {
    const knopf = zeile.querySelector("button[name=einstimmig]");
    if (!knopf) return;
    const dagegen = ["abgelehnt", "nicht_gewaehlt"].includes(zeile.querySelector("[data-ausgang]").value);
    const { alle, befangene } = knopf.dataset;
    const zahlen = { ja: dagegen ? "0" : alle, nein: dagegen ? alle : "0", enthaltung: "0", befangen: befangene };
    for (const [name, zahl] of Object.entries(zahlen)) zeile.querySelector(`[data-zahl=${name}]`).value = zahl;
    merke(zeile);
  }

  function geheWeiter(zeile) {
    const alle = zeilen();
    const naechste = alle.slice(alle.indexOf(zeile) + 1).map((eine) => eine.querySelector("[data-ausgang]")).find(Boolean);
    sichere(zeile, true);
    (naechste ?? document.getElementById("alle-speichern")).focus();
  }

  // What was refused is sent again only by who asks for it: to leave the line must not overrule somebody else.
  function sichere(zeile, ausdruecklich = false) {
    const offen = ausdruecklich && zeile.dataset.art === "fehler";
    if (geaendert.delete(zeile.dataset.zeile) || offen) sende(zeile, {});
  }

  function sende(zeile, mehr) {
    const name = zeile.dataset.zeile;
    unterwegs += 1;
    zeigeStand(zeile, "unterwegs", "Wird gespeichert …");
    kette = kette.then(() => frage(name, mehr)).finally(() => { unterwegs -= 1; });
  }

  // What is sent is what stands there when its turn comes, with the version that the answer before brought.
  async function frage(name, mehr) {
    const zeile = document.getElementById(`zeile-${name}`);
    const koerper = new URLSearchParams({ csrf_token: blatt.elements.csrf_token.value, zeile: name, ...mehr });
    felder(zeile).forEach((feld) => koerper.set(feld.name, feld.value));
    const gesendet = inhalt(zeile);
    geaendert.delete(name);
    try {
      const antwort = await fetch(blatt.action, { method: "POST", body: koerper, redirect: "error" });
      if (!antwort.ok && antwort.status !== 409) throw new Error(String(antwort.status));
      const stueck = new DOMParser().parseFromString(await antwort.text(), "text/html");
      const neu = stueck.querySelector("[data-zeile]");
      if (!neu) throw new Error("no line");
      uebernimm(zeile, neu, inhalt(zeile) === gesendet || "zurueck" in mehr, antwort.ok);
    } catch {
      const satz = "Nicht gespeichert: keine Verbindung, oder Ihre Anmeldung ist beendet. Was hier steht, bleibt stehen.";
      zeigeStand(zeile, "fehler", satz);
      ansage.textContent = satz;
    }
  }

  // Whoever has typed on meanwhile keeps what was typed; it is only written down against the newer state.
  function uebernimm(zeile, neu, ganz, gelungen) {
    ansage.textContent = neu.dataset.ansage;
    if (!ganz) {
      if (gelungen) neu.querySelectorAll("input[type=hidden]").forEach((feld) => { blatt.elements[feld.name].value = feld.value; });
      merke(zeile);
      return;
    }
    const hier = zeile.contains(document.activeElement) ? document.activeElement : null;
    const offen = zeile.querySelector("details")?.open;
    zeile.replaceWith(neu);
    if (offen && neu.querySelector("details")) neu.querySelector("details").open = true;
    if (hier) (document.getElementById(hier.id) ?? neu.querySelector(`[name="${hier.name}"]`) ?? neu.querySelector("[data-ausgang]"))?.focus();
  }

  function zeigeStand(zeile, art, satz) {
    zeile.dataset.art = art;
    zeile.querySelector("[data-stand]").textContent = satz;
  }
})();
