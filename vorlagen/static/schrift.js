// What the editor lacks: words out of Word, tables. Loaded with the editor; the server decides what of a paste may stay.
"use strict";

(() => {
  const { einfuegen } = document.querySelector("script[data-einfuegen]").dataset;
  const TABELLE = "text/html";

  document.addEventListener("paste", fuegeEin, { capture: true });
  document.addEventListener("trix-file-accept", (ereignis) => {
    sage(ereignis.target, ["Bilder und Dateien lassen sich im Text nicht einfügen. Bitte hängen Sie sie als Anlage an."]);
  });
  document.addEventListener("click", (ereignis) => {
    const knopf = ereignis.target.closest("button[data-tabelle]");
    if (knopf) oeffneTabelle(document.getElementById(knopf.dataset.tabelle));
  });
  document.addEventListener("trix-attachment-before-toolbar", ({ target, toolbar, attachment }) => {
    if (attachment.getAttribute("contentType") !== TABELLE) return;
    const knopf = Object.assign(document.createElement("button"), { type: "button", className: "kern-btn kern-btn--secondary", textContent: "Tabelle bearbeiten" });
    knopf.addEventListener("click", () => oeffneTabelle(target.closest("trix-editor"), attachment));
    toolbar.append(knopf);
  });

  async function fuegeEin(ereignis) {
    const editor = ereignis.target.closest?.("trix-editor");
    const gebracht = ereignis.clipboardData;
    const html = gebracht?.getData("text/html");
    if (!editor || !html || gebracht.types.includes("application/x-trix-document")) return;
    ereignis.preventDefault();
    ereignis.stopPropagation();
    const einfach = gebracht.getData("text/plain");
    const daten = new FormData();
    daten.set("html", html.replace(/(<img\b[^>]*?\bsrc=)(["'])data:.*?\2/gis, "$1$2$2"));
    daten.set("csrf_token", editor.closest("form").elements.csrf_token.value);
    let warum = "Der Server war nicht zu erreichen.";
    try {
      const antwort = await fetch(einfuegen, { method: "POST", body: daten, redirect: "error" });
      if (!antwort.ok) {
        warum = (await antwort.json().catch(() => null))?.satz ?? warum;
        throw new Error(antwort.status);
      }
      const gelesen = await antwort.json();
      editor.editor.insertHTML(gelesen.html);
      sage(editor, gelesen.hinweise);
    } catch {
      editor.editor.insertString(einfach);
      sage(editor, [`Als einfacher Text eingefügt, ohne Gestaltung. ${warum}`]);
    }
  }

  function sage(editor, saetze) {
    const ort = document.getElementById(`${editor.id}-hinweise`) ?? stelleHin(editor);
    ort.textContent = saetze.join(" ");
  }

  function stelleHin(editor) {
    const ort = Object.assign(document.createElement("p"), { id: `${editor.id}-hinweise`, className: "leise" });
    ort.setAttribute("aria-live", "polite");
    editor.after(ort);
    return ort;
  }

  // The table as a grid of text areas. A cell that nobody touches keeps its bold words and lists.
  function oeffneTabelle(editor, anhang) {
    const vorher = anhang ? lies(anhang.getAttribute("content")) : { kopf: true, zeilen: leereZeilen(3, 2) };
    const { zeilen } = vorher;
    const fenster = baueFenster(vorher.kopf);
    const gitter = fenster.querySelector("tbody");
    let hier = [0, 0];

    const zeige = () => {
      gitter.replaceChildren(...zeilen.map((zellen, z) => {
        const reihe = document.createElement("tr");
        reihe.append(...zellen.map((zelle, s) => {
          const feld = Object.assign(document.createElement("textarea"), { rows: 2, value: zelle.text, className: "kern-form-input__input" });
          feld.setAttribute("aria-label", `Zeile ${z + 1}, Spalte ${s + 1}`);
          feld.addEventListener("focus", () => { hier = [z, s]; });
          feld.addEventListener("input", () => { zelle.text = feld.value; });
          const ort = document.createElement("td");
          ort.append(feld);
          return ort;
        }));
        return reihe;
      }));
      gitter.rows[hier[0]].cells[hier[1]].firstChild.focus();
    };
    const tue = {
      "zeile-neu": () => { zeilen.splice(hier[0] + 1, 0, leereZeilen(1, zeilen[hier[0]].length)[0]); hier[0] += 1; },
      "zeile-weg": () => { if (zeilen.length > 1) { zeilen.splice(hier[0], 1); hier[0] = Math.max(0, hier[0] - 1); } },
      "spalte-neu": () => { zeilen.forEach((zellen) => zellen.splice(hier[1] + 1, 0, leer())); hier[1] += 1; },
      "spalte-weg": () => { if (zeilen[0].length > 1) { zeilen.forEach((zellen) => zellen.splice(hier[1], 1)); hier[1] = Math.max(0, hier[1] - 1); } },
    };
    fenster.addEventListener("click", ({ target }) => {
      const was = target.closest("button")?.value;
      if (was in tue) { tue[was](); zeige(); }
      if (was === "uebernehmen") setzeEin(editor, anhang, schreibe(zeilen, fenster.querySelector("input").checked));
      if (was === "uebernehmen" || was === "abbrechen") fenster.close();
    });
    fenster.addEventListener("close", () => { fenster.remove(); editor.focus(); });
    document.body.append(fenster);
    fenster.showModal();
    zeige();
  }

  function baueFenster(kopf) {
    const fenster = Object.assign(document.createElement("dialog"), { className: "tabellenfenster" });
    fenster.setAttribute("aria-labelledby", "tabellenfenster-titel");
    const knopf = (was, text, art) => `<button type="button" class="kern-btn kern-btn--${art}" value="${was}"><span class="kern-label">${text}</span></button>`;
    const inneres = `<h2 id="tabellenfenster-titel">Tabelle</h2>
      <div class="kern-form-check">
        <input class="kern-form-check__checkbox" type="checkbox" id="tabellenfenster-kopf">
        <label class="kern-label" for="tabellenfenster-kopf">Die erste Zeile ist die Kopfzeile</label>
      </div>
      <div class="tafel"><table role="presentation"><tbody></tbody></table></div>
      <div class="knoepfe">${knopf("zeile-neu", "Zeile darunter einfügen", "secondary")}${knopf("zeile-weg", "Zeile entfernen", "tertiary")}
        ${knopf("spalte-neu", "Spalte rechts einfügen", "secondary")}${knopf("spalte-weg", "Spalte entfernen", "tertiary")}</div>
      <div class="knoepfe">${knopf("uebernehmen", "Übernehmen", "primary")}${knopf("abbrechen", "Abbrechen", "tertiary")}</div>`;
    fenster.append(...new DOMParser().parseFromString(inneres, "text/html").body.childNodes);
    fenster.querySelector("input").checked = kopf;
    return fenster;
  }

  function setzeEin(editor, anhang, content) {
    editor.editor.recordUndoEntry("Tabelle");
    if (anhang) anhang.setAttributes({ content });
    else editor.editor.insertAttachment(new window.Trix.Attachment({ content, contentType: TABELLE }));
  }

  function leer() {
    return { text: "", vorher: "", html: "" };
  }

  function leereZeilen(zeilen, spalten) {
    return Array.from({ length: zeilen }, () => Array.from({ length: spalten }, leer));
  }

  function lies(content) {
    const tabelle = new DOMParser().parseFromString(content, "text/html").querySelector("table");
    const reihen = [...tabelle.rows];
    const breite = Math.max(...reihen.map((reihe) => reihe.cells.length));
    const zeilen = reihen.map((reihe) => Array.from({ length: breite }, (_, s) => (reihe.cells[s] ? liesZelle(reihe.cells[s]) : leer())));
    return { kopf: [...reihen[0].cells].every((zelle) => zelle.tagName === "TH") || Boolean(tabelle.tHead), zeilen };
  }

  function liesZelle(zelle) {
    const html = zelle.innerHTML;
    for (const bruch of zelle.querySelectorAll("br")) bruch.replaceWith("\n");
    for (const block of zelle.querySelectorAll("p, li, h2, h3")) block.append("\n");
    const text = zelle.textContent.replace(/\n+$/, "");
    return { text, vorher: text, html };
  }

  function schreibe(zeilen, kopf) {
    const zeile = (zellen, tag) => `<tr>${zellen.map((zelle) => `<${tag}>${inhalt(zelle)}</${tag}>`).join("")}</tr>`;
    const kopfzeilen = kopf ? zeilen.slice(0, 1) : [];
    const rest = zeilen.slice(kopfzeilen.length);
    const teil = (tag, inneres) => (inneres ? `<${tag}>${inneres}</${tag}>` : "");
    return `<table>${teil("thead", kopfzeilen.map((eine) => zeile(eine, "th")).join(""))}${teil("tbody", rest.map((eine) => zeile(eine, "td")).join(""))}</table>`;
  }

  function inhalt({ text, vorher, html }) {
    if (text === vorher && html) return html;
    const zelle = document.createElement("td");
    zelle.textContent = text;
    return zelle.innerHTML.replace(/\n/g, "<br>");
  }
})();
