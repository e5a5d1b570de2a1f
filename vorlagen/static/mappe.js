// Goes on putting a meeting's folder together; without scripts people follow the link themselves.
document.getElementById("mappe-weiter")?.click();
