// Uploads files of a stored draft at once and shows how far they are. Without it they go up with the form.
"use strict";

(() => {
  const formular = document.querySelector("form[data-hochladen]");
  const ort = document.getElementById("hochladen");
  const auswahl = formular.elements.anlagen;
  if (!formular.dataset.hochladen) return;

  const knopf = Object.assign(document.createElement("button"), { type: "button", className: "kern-btn kern-btn--secondary", hidden: true });
  knopf.append(Object.assign(document.createElement("span"), { className: "kern-label", textContent: "Jetzt hochladen" }));
  ort.before(knopf);
  auswahl.addEventListener("change", () => { knopf.hidden = auswahl.files.length === 0; });
  knopf.addEventListener("click", async () => {
    if (!auswahl.reportValidity()) return;
    knopf.hidden = true;
    ort.replaceChildren();
    const geblieben = new DataTransfer();
    for (const datei of auswahl.files) {
      if (!(await ladeHoch(datei))) geblieben.items.add(datei);
    }
    auswahl.files = geblieben.files; // what did not get through goes up with the form
    knopf.hidden = geblieben.files.length === 0;
  });

  async function ladeHoch(datei) {
    const zeile = document.createElement("p");
    const balken = Object.assign(document.createElement("progress"), { max: 100, value: 0 });
    const text = Object.assign(document.createElement("span"), { textContent: `${datei.name} wird hochgeladen ` });
    balken.setAttribute("aria-label", datei.name);
    zeile.append(text, balken);
    ort.append(zeile);
    const { status, antwort } = await schicke(datei, (anteil) => { balken.value = anteil; });
    balken.remove();
    if (status !== 200 || !antwort) {
      text.textContent = `${datei.name}: nicht hochgeladen. ${antwort?.satz ?? "Keine Verbindung."} Beim Speichern wird es noch einmal versucht.`;
      return false;
    }
    nimmAuf(antwort);
    text.textContent = antwort.abgelehnt.length ? antwort.abgelehnt.join(" ") : `${datei.name} ist angehängt.`;
    return true;
  }

  function schicke(datei, zeigeAnteil) {
    const daten = new FormData();
    for (const name of ["csrf_token", "version", "anlagen_grund"]) daten.set(name, formular.elements[name].value);
    if (formular.elements.anlagen_oeffentlich.checked) daten.set("anlagen_oeffentlich", "1");
    daten.set("anlagen", datei);
    return new Promise((fertig) => {
      const anfrage = new XMLHttpRequest();
      anfrage.upload.addEventListener("progress", ({ loaded, total }) => zeigeAnteil(total ? (100 * loaded) / total : 0));
      anfrage.addEventListener("loadend", () => {
        const istJson = anfrage.getResponseHeader("Content-Type")?.startsWith("application/json");
        fertig({ status: anfrage.status, antwort: istJson ? JSON.parse(anfrage.responseText) : null });
      });
      anfrage.open("POST", formular.dataset.hochladen);
      anfrage.send(daten);
    });
  }

  // Only new rows come in: what was typed into the others stays. Nobody else in between: the form now begins from here.
  function nimmAuf({ html, version, grundlage }) {
    const neues = new DOMParser().parseFromString(html, "text/html").body;
    const reihe = document.querySelector("#anlagen-ort ol");
    if (reihe) {
      const da = new Set([...reihe.querySelectorAll("input[name=anlage]")].map((feld) => feld.value));
      for (const zeile of neues.querySelectorAll("ol > li")) {
        if (!da.has(zeile.querySelector("input[name=anlage]").value)) reihe.append(zeile);
      }
    } else {
      document.getElementById("anlagen-ort").replaceChildren(...neues.childNodes);
    }
    if (version) {
      formular.elements.version.value = version;
      formular.elements.grundlage.value = grundlage;
    }
  }
})();
