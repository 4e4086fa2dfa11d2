"use strict";
/* Runs before the page is drawn, so that no page flashes in the wrong colours. */
window.setColorMode = function setColorMode(mode) {
  const root = document.documentElement;
  const dark = window.matchMedia("(prefers-color-scheme: dark)").matches;
  const shown = mode === "auto" ? (dark ? "dark" : "light") : mode;
  root.setAttribute("data-color-mode", mode);
  root.classList.toggle("dark", shown === "dark");
  root.classList.toggle("light", shown !== "dark");
};
let stored = null;
try {
  stored = localStorage.getItem("_theme");
} catch {
  /* Storage may be forbidden; the page's own setting then holds. */
}
window.setColorMode(stored || document.documentElement.dataset.colorMode || "auto");
