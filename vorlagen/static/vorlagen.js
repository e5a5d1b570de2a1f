// What makes the pages more comfortable. Everything works without it, too.
"use strict";

(() => {
  const skript = document.currentScript;

  document.getElementById("fehlerliste")?.focus();
  document.querySelectorAll("textarea[maxlength], input[maxlength]").forEach(zaehleZeichen);
  document.querySelectorAll("input[type=file][data-hoechstens]").forEach(begrenzeDateien);
  document.querySelectorAll("form[data-warnen]").forEach(warneVorVerlust);
  document.querySelector("form.person")?.addEventListener("submit", vergissEingaben);
  if (document.querySelector("textarea[data-richtext]")) ladeEditor();

  function zaehleZeichen(feld) {
    const anzeige = document.getElementById(`${feld.id}-laenge`);
    if (!anzeige) return;
    const zeige = () => { anzeige.textContent = `${feld.value.length} von ${feld.maxLength} Zeichen`; };
    feld.addEventListener("input", zeige);
    zeige();
  }

  // The server refuses more than this in one go, and the text with it; buttons that do not validate send files, too.
  function begrenzeDateien(feld) {
    const pruefe = () => {
      const summe = [...feld.files].reduce((bisher, datei) => bisher + datei.size, 0);
      const megabyte = (summe / 2 ** 20).toLocaleString("de-DE", { maximumFractionDigits: 1 });
      feld.setCustomValidity(summe <= Number(feld.dataset.hoechstens) ? ""
        : `Die Dateien haben zusammen ${megabyte} MB; das ist auf einmal zu viel. Bitte speichern Sie sie nacheinander.`);
      return feld.reportValidity();
    };
    feld.addEventListener("change", pruefe);
    feld.form.addEventListener("submit", (ereignis) => { if (!pruefe()) ereignis.preventDefault(); });
  }

  // A page that came back holds typed text that is not stored yet: data-warnen="sofort", or a list of errors.
  function warneVorVerlust(formular) {
    let ungesichert = formular.dataset.warnen === "sofort" || Boolean(document.getElementById("fehlerliste"));
    formular.addEventListener("input", () => { ungesichert = true; });
    formular.addEventListener("gesichert", () => { ungesichert = false; });
    formular.addEventListener("submit", (ereignis) => {
      if (!ereignis.defaultPrevented && ereignis.submitter?.formTarget !== "_blank") ungesichert = false;
    });
    window.addEventListener("beforeunload", (ereignis) => { if (ungesichert) ereignis.preventDefault(); });
  }

  // Whoever logs out leaves nothing typed behind in the browser (entwurf.js keeps it there while the server is away).
  function vergissEingaben() {
    for (const speicher of [localStorage, sessionStorage]) {
      Object.keys(speicher).filter((name) => name.startsWith("vorlagen.entwurf.")).forEach((name) => speicher.removeItem(name));
    }
  }

  function ladeEditor() {
    const stil = Object.assign(document.createElement("link"), { rel: "stylesheet", href: skript.dataset.editorStil });
    // Before our own style sheet, so that ours has the last word.
    document.querySelector('link[rel="stylesheet"]').before(stil);
    const editor = Object.assign(document.createElement("script"), { src: skript.dataset.editor });
    document.head.append(Object.assign(document.createElement("script"), { src: skript.dataset.schrift }));
    editor.addEventListener("load", () => {
      richteEditorEin(window.Trix.config);
      document.querySelectorAll("textarea[data-richtext]").forEach(ersetzeTextfeld);
    });
    document.head.append(editor);
  }

  function richteEditorEin(einstellungen) {
    Object.assign(einstellungen.lang, {
      bold: "Fett", italic: "Kursiv", link: "Verweis", unlink: "Verweis entfernen", url: "Adresse", urlPlaceholder: "https://…",
      bullets: "Aufzählung", numbers: "Nummerierung", indent: "Einrücken", outdent: "Ausrücken",
      undo: "Rückgängig", redo: "Wiederholen", remove: "Entfernen",
    });
    const bloecke = einstellungen.blockAttributes;
    bloecke.default.tagName = "p";
    bloecke.default.breakOnReturn = true;
    // The two levels of the stored form (vorlagen.richtext).
    bloecke.heading1.tagName = "h2";
    bloecke.heading2 = { tagName: "h3", terminal: true, breakOnReturn: true, group: false };
    einstellungen.toolbar.getDefaultHTML = () => leiste(einstellungen.lang);
    document.addEventListener("trix-file-accept", (ereignis) => ereignis.preventDefault());
    document.addEventListener("trix-initialize", (ereignis) => bedieneMitTasten(ereignis.target));
  }

  // The address field of a link belongs to no form, or an open dialog would be sent or keep the page from being saved.
  function leiste(texte) {
    const knopf = (attribut, name, art) =>
      `<button type="button" class="trix-button trix-button--${art}" ${attribut} title="${name}">${name}</button>`;
    const gruppe = (...knoepfe) => `<span class="trix-button-group">${knoepfe.join("")}</span>`;
    return `<div class="trix-button-row">
      ${gruppe(
        knopf('data-trix-attribute="bold" data-trix-key="b"', texte.bold, "icon trix-button--icon-bold"),
        knopf('data-trix-attribute="italic" data-trix-key="i"', texte.italic, "icon trix-button--icon-italic"),
        knopf('data-trix-attribute="href" data-trix-action="link" data-trix-key="k"', texte.link, "icon trix-button--icon-link"))}
      ${gruppe(
        knopf('data-trix-attribute="heading1"', "Überschrift", "text"),
        knopf('data-trix-attribute="heading2"', "Zwischenüberschrift", "text"))}
      ${gruppe(
        knopf('data-trix-attribute="bullet"', texte.bullets, "icon trix-button--icon-bullet-list"),
        knopf('data-trix-attribute="number"', texte.numbers, "icon trix-button--icon-number-list"),
        knopf('data-trix-action="decreaseNestingLevel"', texte.outdent, "icon trix-button--icon-decrease-nesting-level"),
        knopf('data-trix-action="increaseNestingLevel"', texte.indent, "icon trix-button--icon-increase-nesting-level"),
        knopf("data-tabelle", "Tabelle", "text"))}
      ${gruppe(
        knopf('data-trix-action="undo" data-trix-key="z"', texte.undo, "icon trix-button--icon-undo"),
        knopf('data-trix-action="redo" data-trix-key="shift+z"', texte.redo, "icon trix-button--icon-redo"))}
    </div>
    <div class="trix-dialogs" data-trix-dialogs>
      <div class="trix-dialog trix-dialog--link" data-trix-dialog="href" data-trix-dialog-attribute="href">
        <div class="trix-dialog__link-fields">
          <input type="url" name="href" form="ohne-formular" class="trix-input trix-input--dialog" placeholder="${texte.urlPlaceholder}"
                 aria-label="${texte.url}" data-trix-validate-href required data-trix-input>
          <input type="button" class="trix-button trix-button--dialog" value="${texte.link}" data-trix-method="setAttribute">
          <input type="button" class="trix-button trix-button--dialog" value="${texte.unlink}" data-trix-method="removeAttribute">
        </div>
      </div>
    </div>`;
  }

  // The text area stays as the carrier of the value; the editor takes over its place and its id.
  function ersetzeTextfeld(feld) {
    const editor = document.createElement("trix-editor");
    editor.id = feld.id;
    feld.id = `${feld.id}-wert`;
    feld.hidden = true;
    editor.setAttribute("input", feld.id);
    editor.setAttribute("aria-labelledby", `${editor.id}-titel`);
    for (const name of ["aria-describedby", "aria-invalid"]) {
      if (feld.hasAttribute(name)) editor.setAttribute(name, feld.getAttribute(name));
    }
    feld.after(editor);
    // Trix leaves a hard space where a word was typed up to a change of style; it would keep the line from breaking there.
    feld.form?.addEventListener("formdata", ({ formData }) => {
      formData.set(feld.name, feld.value.replace(/&nbsp;(?=<(?:strong|em|a)\b)|(?<=<\/(?:strong|em|a)>)&nbsp;/g, " "));
    });
  }

  // One tab stop for the toolbar, arrow keys inside it (WAI-ARIA toolbar pattern).
  function bedieneMitTasten(editor) {
    const werkzeuge = editor.toolbarElement.querySelector(".trix-button-row");
    const knoepfe = [...werkzeuge.querySelectorAll("button")];
    werkzeuge.querySelector("[data-tabelle]").dataset.tabelle = editor.id;
    werkzeuge.setAttribute("role", "toolbar");
    werkzeuge.setAttribute("aria-label", `Textgestaltung: ${document.getElementById(`${editor.id}-titel`).firstChild.textContent}`);
    werkzeuge.setAttribute("aria-controls", editor.id);
    const waehle = (knopf) => knoepfe.forEach((anderer) => { anderer.tabIndex = anderer === knopf ? 0 : -1; });
    waehle(knoepfe[0]);
    werkzeuge.addEventListener("focusin", (ereignis) => waehle(ereignis.target));
    werkzeuge.addEventListener("keydown", (ereignis) => {
      const frei = knoepfe.filter((knopf) => !knopf.disabled);
      const hier = frei.indexOf(document.activeElement);
      const dort = { ArrowRight: hier + 1, ArrowLeft: hier - 1, Home: 0, End: -1 }[ereignis.key];
      if (dort === undefined) return;
      ereignis.preventDefault();
      frei.at(dort % frei.length).focus();
    });
    const zeigeGedrueckt = () => knoepfe.filter((knopf) => knopf.dataset.trixAttribute).forEach((knopf) => {
      knopf.setAttribute("aria-pressed", String(knopf.classList.contains("trix-active")));
    });
    zeigeGedrueckt();
    editor.addEventListener("trix-selection-change", () => requestAnimationFrame(zeigeGedrueckt));
  }
})();
