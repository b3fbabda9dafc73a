// The big screen: keys and clickers press on, the words are made as large as fits, the screen may be filled.
// Without this file the host presses the buttons, and loads the page anew to count who is there.
import { watch } from "./stage_watch.js";

const main = document.querySelector(".stage");
const form = main.querySelector(".stage-go");
const full = main.querySelector("[data-full]");
const KEYS = [" ", "ArrowRight", "PageDown"];
const APART = 800; // a double tap is one step
const SMALLEST = 0.5;
const isOver = () => main.dataset.key.startsWith("over");
const page = watch(main, { every: 1000, drawn });
let pressed = -APART;

function drawn(isNext) {
  if (isNext && isOver()) return location.reload();
  if (isNext) pressed = performance.now() - APART / 2; // a second host's finger is on its way
  fit();
}

async function press() {
  const now = performance.now();
  if (now - pressed < APART || !form.querySelector("#next")) return;
  pressed = now;
  const reply = await page.ask(form.action, new URLSearchParams(new FormData(form)));
  if (reply && typeof reply === "object") return page.take(reply);
  if (reply) return location.reload();
  pressed = -APART;
  main.querySelector("[data-trouble]").textContent = "没按上，再按一次。";
}

function type(event) {
  if (!KEYS.includes(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("a, summary, .stage-end, [data-full]")) return;
  event.preventDefault();
  if (!event.repeat) press();
}

// Whatever the length of a question: nothing leaves the screen.
function fit() {
  const room = page.part.querySelector("[data-fit]");
  if (!room) return;
  for (let size = 1; size >= SMALLEST; size -= 0.05) {
    room.style.setProperty("--fit", size.toFixed(2));
    if (room.scrollHeight <= room.clientHeight + 1) return;
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  press();
});
document.addEventListener("keydown", type);
window.addEventListener("resize", fit);
window.addEventListener("load", fit);
if (document.documentElement.requestFullscreen) {
  full.hidden = false;
  full.addEventListener("click", () => {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen();
  });
}
fit();
