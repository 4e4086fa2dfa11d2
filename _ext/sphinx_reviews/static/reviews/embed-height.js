/* Tell the page that shows the card how high it is, for sites whose script asks for that. */

const script = /** @type {HTMLElement | null} */ (document.querySelector("script[data-message]"));

const tell = () => {
  const height = /** @type {HTMLElement | null} */ (document.body.firstElementChild)?.offsetHeight ?? 0;
  const message = { type: script?.dataset.message, ref: document.body.dataset.ref, height };
  window.parent.postMessage(message, "*");
};

if (window.parent !== window) new ResizeObserver(tell).observe(document.body);
