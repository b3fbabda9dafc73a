// The arrow keys walk the cells. Without this file the links below the opened cell do.
document.addEventListener("keydown", (event) => {
  const step = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
  const busy = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
  const typing = event.target.closest("input, textarea, select");
  const way = step && !busy && !typing && document.querySelector(`.walk a[rel="${step}"]`);
  if (way) {
    event.preventDefault();
    location.replace(way.href);
  }
});

// Where the browser can print, a button does what its menu does; the telephone's messenger cannot.
for (const button of document.querySelectorAll("[data-print]")) {
  if (typeof window.print !== "function" || /MicroMessenger/i.test(navigator.userAgent)) continue;
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
