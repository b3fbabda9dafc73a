// The code on the big screen: drawn anew each half minute, with whoever came meanwhile; the screen may be filled.
// Without this file the page loads itself anew every quarter of a minute.
import { watch } from "./stage_watch.js";

const main = document.querySelector(".stage");
const full = main.querySelector("[data-full]");

watch(main, { every: 1500 });
if (document.documentElement.requestFullscreen) {
  full.hidden = false;
  full.addEventListener("click", () => {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen();
  });
}
