"use strict";
/* Runs before the page is drawn, so that no page flashes in the wrong colours. */
(() => {
  const root = document.documentElement;
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const modes = ["auto", "light", "dark"];

  /* Storage may be forbidden; the page's own setting then holds. */
  const stored = () => {
    try {
      return localStorage.getItem("_theme");
    } catch {
      return null;
    }
  };
  const store = (mode) => {
    try {
      localStorage.setItem("_theme", mode);
    } catch {
      /* The choice then holds for this page only. */
    }
  };
  const show = (mode) => {
    const dark = mode === "dark" || (mode === "auto" && system.matches);
    root.dataset.colorMode = mode;
    root.classList.toggle("dark", dark);
    root.classList.toggle("light", !dark);
  };
  const current = () => (modes.includes(root.dataset.colorMode) ? root.dataset.colorMode : "auto");

  show(modes.includes(stored()) ? stored() : current());
  system.addEventListener("change", () => show(current()));

  document.addEventListener("DOMContentLoaded", () => {
    for (const button of document.querySelectorAll(".site-colours")) {
      const names = button.dataset.colours.split("|");
      const name = button.querySelector(".site-colours-name");
      const tell = () => {
        name.textContent = names[modes.indexOf(current())];
        button.title = name.textContent;
      };
      button.addEventListener("click", () => {
        const next = modes[(modes.indexOf(current()) + 1) % modes.length];
        show(next);
        store(next);
        tell();
      });
      button.hidden = false;
      tell();
    }
  });
})();
