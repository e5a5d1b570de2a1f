// Moves agenda items without leaving the page: the button keeps its focus, and what happened is read out.
"use strict";

(() => {
  const ansage = document.getElementById("ansage");
  let beschaeftigt = false;

  document.addEventListener("submit", (ereignis) => {
    const formular = ereignis.target;
    if (!formular.matches("[data-umordnen]") || !ereignis.submitter) return;
    ereignis.preventDefault();
    verschiebe(formular, ereignis.submitter);
  });
  document.addEventListener("keydown", (ereignis) => {
    if (!ereignis.altKey || ereignis.ctrlKey || ereignis.metaKey || !["ArrowUp", "ArrowDown"].includes(ereignis.key)) return;
    const zeile = ereignis.target.closest?.("tr");
    const formular = zeile?.querySelector("[data-umordnen]");
    if (!formular) return;
    ereignis.preventDefault();
    const hoch = ereignis.key === "ArrowUp";
    const knopf = formular.querySelector(hoch ? "[data-hoch]" : "[data-runter]");
    if (knopf) verschiebe(formular, knopf);
    else ansage.textContent = hoch ? "Der Punkt steht schon ganz oben." : "Der Punkt steht schon ganz unten.";
  });

  async function verschiebe(formular, knopf) {
    if (beschaeftigt) return;
    beschaeftigt = true;
    const koerper = new FormData(formular, knopf);
    const hier = document.activeElement?.id;
    try {
      const antwort = await fetch(formular.action, { method: "POST", body: new URLSearchParams(koerper) });
      const seite = new DOMParser().parseFromString(await antwort.text(), "text/html");
      const neu = seite.getElementById("sitzungsblatt");
      if (!antwort.ok || !neu) throw new Error(String(antwort.status));
      document.getElementById("sitzungsblatt").replaceWith(neu);
      ansage.textContent = seite.querySelector(".meldung .kern-title")?.textContent ?? "Gespeichert.";
      ziel(hier, knopf.id)?.focus();
    } catch {
      // What was refused, and why, says the page that the form itself leads to.
      const feld = Object.assign(document.createElement("input"), { type: "hidden", name: knopf.name, value: knopf.value });
      formular.append(feld);
      formular.submit();
    } finally {
      beschaeftigt = false;
    }
  }

  // At the end of the row the button is gone; its neighbour is there.
  function ziel(hier, knopf) {
    const [art, top] = [knopf.split("-")[0], knopf.slice(knopf.indexOf("-") + 1)];
    const anderer = document.getElementById(`${art === "hoch" ? "runter" : "hoch"}-${top}`);
    return document.getElementById(hier) ?? document.getElementById(knopf) ?? anderer;
  }
})();
