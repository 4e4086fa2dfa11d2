"use strict";
/* On the first visit of the site's root: go on to the reader's language. Without scripts or
   storage, and on every later visit, the root lists the languages. */
(() => {
  const done = "review-language-chosen";
  try {
    if (localStorage.getItem(done)) return;
    localStorage.setItem(done, "yes");
  } catch {
    return;
  }
  const homes = new Map();
  for (const home of document.querySelectorAll('meta[name="review-home"]')) {
    homes.set(home.lang.toLowerCase(), new URL(home.content, location.href).href);
  }
  for (const wanted of navigator.languages ?? []) {
    const home = homes.get(wanted.toLowerCase()) ?? homes.get(wanted.toLowerCase().split("-")[0]);
    if (home) {
      location.replace(home);
      return;
    }
  }
})();
