// Keeps what is typed into a draft while it is typed, and says who else works on it. Without it the form works as well.
"use strict";

(() => {
  const formular = document.querySelector("form[data-sichern]");
  const { sichern: adresse, person } = formular.dataset;
  const lage = document.getElementById("sicherung");
  const stoerung = document.getElementById("sicherungsfehler");
  const NACH = 2500; // ms without a keystroke
  const LEBENSZEICHEN = 45_000;
  const HALTBAR = 7 * 24 * 3600 * 1000;
  const DAVOR = "vorlagen.entwurf.";
  const NICHT_MIT = new Set(["csrf_token", "einmal", "anlagen", "aktion"]);

  let ungesichert = formular.dataset.warnen === "sofort";
  let unterwegs = false;
  let fertig = false;
  let uhr = 0;
  let planuhr = 0;
  let planfrage = 0;
  let zuletztTaetig = Date.now();

  gibNach();
  for (const ereignis of ["input", "change", "trix-change"]) formular.addEventListener(ereignis, merke);
  for (const ereignis of ["keydown", "pointerdown", "scroll"]) {
    addEventListener(ereignis, () => { zuletztTaetig = Date.now(); }, { passive: true });
  }
  formular.addEventListener("submit", (ereignis) => { if (!ereignis.defaultPrevented && ereignis.submitter?.formTarget !== "_blank") gehe(); });
  document.querySelector("form.person")?.addEventListener("submit", () => { fertig = true; });
  document.getElementById("beratungsfolge").addEventListener("change", () => { clearTimeout(planuhr); planuhr = setTimeout(rechneNeu, 300); });
  addEventListener("pagehide", schliesse);
  // A sign of life that nobody gave would keep an empty chair logged in.
  setInterval(() => { if (Date.now() - zuletztTaetig < LEBENSZEICHEN && !ungesichert) frage({ lebenszeichen: "1" }); }, LEBENSZEICHEN);
  if (ungesichert) plane(NACH);
  else frage({ lebenszeichen: "1" });

  function merke(ereignis) {
    // The editor tells of its own beginnings, too; only a person is a change.
    if (ereignis.type === "trix-change" && !ereignis.target.contains(document.activeElement)) return;
    fertig = false; // whoever goes on typing has not left after all
    ungesichert = true;
    plane(NACH);
  }

  // When it could be decided, for the stages as they stand here; the last question asked is the one that is answered.
  async function rechneNeu() {
    const frage = ++planfrage;
    const folge = inhalt().filter(([name]) => name.startsWith("folge-") || name === "art" || name === "oeffentlich");
    try {
      const antwort = await fetch(formular.dataset.planen, { method: "POST", body: paket(folge), redirect: "error" });
      const gerechnet = antwort.ok ? await antwort.text() : null;
      if (gerechnet === null || frage !== planfrage) return;
      const plan = new DOMParser().parseFromString(gerechnet, "text/html").body;
      document.getElementById("zeitplan-ort").replaceChildren(...plan.childNodes);
    } catch { /* the button beside the plan asks again */ }
  }

  function plane(wann) {
    clearTimeout(uhr);
    uhr = setTimeout(sichere, wann);
  }

  function fenster(neues) {
    const feld = formular.elements.fenster;
    if (neues) feld.value = crypto.getRandomValues(new Uint32Array(4)).reduce((wort, zahl) => wort + zahl.toString(36), "w");
    return feld.value;
  }

  function inhalt() {
    return [...new FormData(formular)].filter(([name, wert]) => !NICHT_MIT.has(name) && typeof wert === "string");
  }

  function paket(felder, mehr = {}) {
    const daten = new FormData();
    for (const [name, wert] of felder) daten.append(name, wert);
    for (const [name, wert] of Object.entries(mehr)) daten.set(name, wert);
    daten.set("csrf_token", formular.elements.csrf_token.value);
    return daten;
  }

  async function sichere() {
    if (fertig) return;
    if (unterwegs) { plane(NACH); return; }
    unterwegs = true;
    ungesichert = false;
    const felder = inhalt();
    const { status, antwort } = await schicke(adresse, paket(felder));
    unterwegs = false;
    if (fertig) return;
    if (status === 200) {
      vergiss();
      zeige(antwort.gesichert ? `Gesichert um ${antwort.gesichert}` : "", "");
      nenne(antwort.andere);
      if (!ungesichert) {
        zeigeLuecken(antwort.fehlt);
        formular.dispatchEvent(new Event("gesichert"));
      }
      return;
    }
    ungesichert = true;
    if (status === 409 && antwort?.schon) { fenster("neues"); plane(0); return; } // this window was saved; go on as another
    haltefest(localStorage, felder);
    zeige("", `Nicht gesichert: ${grund(status, antwort)} Ihre Eingaben bleiben in diesem Fenster.`);
    // What is refused stays refused until somebody types on; asking again would only keep the login alive.
    if (status === 0 || status === 400 || status === 401 || status >= 500) plane(15_000);
    if (status === 429) plane(60_000);
  }

  async function frage(was) {
    if (!formular.elements.version) return;
    const { status, antwort } = await schicke(adresse, paket([["fenster", fenster()]], was));
    if (status === 200) nenne(antwort.andere);
  }

  async function schicke(wohin, daten) {
    try {
      const antwort = await fetch(wohin, { method: "POST", body: daten, redirect: "error" });
      const istJson = antwort.headers.get("Content-Type")?.startsWith("application/json");
      return { status: istJson ? antwort.status : antwort.ok ? 401 : antwort.status, antwort: istJson ? await antwort.json() : null };
    } catch {
      return { status: 0, antwort: null };
    }
  }

  function grund(status, antwort) {
    if (antwort?.satz) return antwort.satz;
    if (status === 0) return "keine Verbindung.";
    return status === 400 || status === 401 ? "Sie sind nicht mehr angemeldet." : "der Server antwortet nicht wie erwartet.";
  }

  function zeige(gut, schlecht) {
    lage.textContent = gut;
    if (stoerung.textContent !== schlecht) stoerung.textContent = schlecht;
  }

  function nenne(andere) {
    const liste = document.getElementById("anwesend");
    if ([...liste.children].map((zeile) => zeile.textContent.trim()).join() === andere.join()) return;
    liste.replaceChildren(...andere.map((satz) => {
      const zeile = Object.assign(document.createElement("li"), { className: "warnsatz" });
      const zeichen = Object.assign(document.createElement("span"), { className: "kern-icon kern-icon--info" });
      zeichen.setAttribute("aria-hidden", "true");
      zeile.append(zeichen, " ", Object.assign(document.createElement("span"), { textContent: satz }));
      return zeile;
    }));
  }

  // Lines that stay are not touched: somebody may stand on one.
  function zeigeLuecken(luecken) {
    const liste = document.getElementById("luecken");
    const bisher = new Map([...liste.children].map((zeile) => [zeile.textContent.trim(), zeile]));
    const zeilen = luecken.map(({ text, feld }) => {
      if (bisher.has(text)) return bisher.get(text);
      const zeile = document.createElement("li");
      zeile.append(feld ? Object.assign(document.createElement("a"), { href: `#${feld}`, textContent: text }) : text);
      return zeile;
    });
    for (const zeile of bisher.values()) if (!zeilen.includes(zeile)) zeile.remove();
    zeilen.forEach((zeile, nr) => { if (liste.children[nr] !== zeile) liste.insertBefore(zeile, liste.children[nr] ?? null); });
    document.getElementById("vollstaendig").hidden = luecken.length > 0;
    document.getElementById("luecken-ort").hidden = false;
  }

  // The net for when neither server nor login is there. The words lie in this browser only until the server has them.
  function ort() {
    return `${DAVOR}${person}.${fenster()}`;
  }

  function haltefest(speicher, felder) {
    try {
      speicher.setItem(ort(), JSON.stringify({ wann: Date.now(), adresse, felder }));
    } catch { /* full or forbidden: the sentence beside the form says that nothing is kept */ }
  }

  function vergiss() {
    for (const speicher of [localStorage, sessionStorage]) speicher.removeItem(ort());
  }

  function gehe() {
    fertig = true;
    vergiss();
    haltefest(sessionStorage, inhalt()); // until the server says that it has the form; ends with this tab
  }

  function schliesse() {
    if (fertig) return;
    const felder = inhalt();
    const mit = ungesichert ? paket(felder, { schluss: "1" }) : paket([["fenster", fenster()]], { schluss: "1", lebenszeichen: "1" });
    if (ungesichert) haltefest(localStorage, felder);
    if (ungesichert || formular.elements.version) navigator.sendBeacon(adresse, mit);
  }

  // What an earlier window could not give the server, this one does; what is another's or old, goes.
  async function gibNach() {
    let hier = false;
    for (const speicher of [localStorage, sessionStorage]) {
      for (const schluessel of Object.keys(speicher).filter((name) => name.startsWith(DAVOR))) {
        const gemerkt = lies(speicher, schluessel);
        if (!schluessel.startsWith(`${DAVOR}${person}.`) || !gemerkt || Date.now() - gemerkt.wann > HALTBAR) {
          speicher.removeItem(schluessel);
        } else if (schluessel !== ort()) {
          const { status, antwort } = await schicke(gemerkt.adresse, paket(gemerkt.felder, { schluss: "1" }));
          if (status === 200 || status === 404 || antwort?.schon) speicher.removeItem(schluessel);
          hier ||= gemerkt.adresse === adresse && Boolean(antwort?.gesichert);
        }
      }
    }
    // The page that comes offers to go on with it.
    if (hier && !ungesichert) location.reload();
  }

  function lies(speicher, schluessel) {
    try {
      return JSON.parse(speicher.getItem(schluessel));
    } catch {
      return null;
    }
  }
})();
