// A telephone in a live contest: buttons when a question stands, and what became of the tap. Without this file
// the page works by its forms and a link that loads it anew.
import { watch } from "./stage_watch.js";

const main = document.querySelector(".live");
const TRIES = 4;
const PAUSE = 700;
const isOver = () => main.dataset.key.startsWith("over");
main.querySelector(".live-reload").remove();
const page = watch(main, { every: 1000, rests: () => document.hidden || isOver() });

async function send(form, button) {
  if (form.dataset.busy) return;
  const body = new URLSearchParams(new FormData(form));
  if (button && button.name) body.append(button.name, button.value);
  if (!body.has("words") && !body.has("choice")) return page.say("还没选。");
  hold(form, button, true);
  page.say("正在送…");
  for (let tries = 0; tries < TRIES; tries += 1) {
    const reply = await page.ask(form.action, body);
    if (reply && typeof reply === "object") return page.take(reply);
    if (reply) break;
    page.say("没送到，正在重试。");
    await new Promise((done) => setTimeout(done, PAUSE));
  }
  hold(form, button, false);
  page.say("没送到，再点一次。");
}

function hold(form, button, isHeld) {
  form.dataset.busy = isHeld ? "1" : "";
  form.classList.toggle("busy", isHeld);
  if (button) button.classList.toggle("pressed", isHeld);
}

// Whoever has no finger free answers by keys: A–D or 1–4; Enter is the browser's own.
function type(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.type === "text") return;
  const letter = "12345678".includes(event.key) ? "ABCDEFGH"["12345678".indexOf(event.key)] : event.key.toUpperCase();
  const pads = [...page.part.querySelectorAll(".live-ask [name=choice]")];
  const judged = { A: "T", B: "F" }[letter];
  const pad = pads.find((each) => each.value === letter) || pads.find((each) => each.value === judged);
  if (!pad) return;
  event.preventDefault();
  pad.focus();
  pad.click();
}

page.part.addEventListener("click", (event) => {
  const button = event.target.closest(".live-ask button");
  if (!button || !button.form.checkValidity()) return;
  event.preventDefault();
  send(button.form, button);
});
page.part.addEventListener("submit", (event) => {
  if (!event.target.matches(".live-ask")) return;
  event.preventDefault();
  send(event.target, null);
});
document.addEventListener("keydown", type);
