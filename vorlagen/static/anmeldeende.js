// Warns before the login ends, and puts the end off. Without it what was typed comes back after the next login all the same.
"use strict";

(() => {
  const kasten = document.getElementById("anmeldeende");
  const knopf = kasten.querySelector("button");
  const warnung = Number(kasten.dataset.warnung);
  let verlaengerbar = kasten.dataset.verlaengerbar === "ja";
  let endet = Date.now() + Number(kasten.dataset.sekunden) * 1000;
  let vorbei = false;
  let gefragt = false;

  // A laptop that slept finds out at once; a timer for the whole hour would be late by its sleep.
  setInterval(sieNach, 10_000);
  knopf.addEventListener("click", async () => {
    await frage(kasten.dataset.bleiben, { method: "POST", headers: { "X-CSRFToken": kasten.dataset.marke } });
    if (!kasten.dataset.zeigt) document.getElementById("inhalt").focus();
  });

  // Another window may have put the end off: the server is asked once before the warning, and once at the end.
  async function sieNach() {
    const rest = (endet - Date.now()) / 1000;
    if (vorbei || rest > warnung) return;
    if (!gefragt || rest <= 0) await frage(kasten.dataset.rest, {});
    gefragt = true;
  }

  async function frage(adresse, wie) {
    try {
      const antwort = await fetch(adresse, { ...wie, redirect: "error" });
      uebernimm(antwort.ok ? await antwort.json() : { sekunden: 0 });
    } catch {
      zeige(endet > Date.now() ? lage() : "vorbei"); // no network: what we know ourselves still holds
    }
  }

  function uebernimm({ sekunden, uhr, verlaengerbar: nochmal }) {
    endet = Date.now() + sekunden * 1000;
    verlaengerbar = nochmal === true;
    if (uhr) kasten.querySelectorAll(".uhr").forEach((stelle) => { stelle.textContent = uhr; });
    gefragt = sekunden <= warnung;
    zeige(sekunden <= 0 ? "vorbei" : sekunden <= warnung ? lage() : "");
  }

  function lage() {
    return verlaengerbar ? "bald" : "fest";
  }

  function zeige(welche) {
    vorbei = welche === "vorbei";
    kasten.dataset.zeigt = welche;
    // Without a name it is no landmark: an empty one would only be in the way.
    if (welche) kasten.setAttribute("aria-label", "Ende der Anmeldung");
    else kasten.removeAttribute("aria-label");
    kasten.querySelectorAll("[data-lage]").forEach((teil) => { teil.hidden = teil.dataset.lage !== welche; });
  }
})();
