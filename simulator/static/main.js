// The page: polls the box for what is new and hands it to phones, side column and the strip under the title.

import { make, post, toast } from "./ask.js";
import { Phone } from "./phone.js";
import { Side } from "./side.js";

const EVERY = 600; // milliseconds between two polls
const byId = (id) => document.getElementById(id);
const side = new Side();
const phones = new Map();
let fixed = null;
let last = 0;
let generation = 0;
let menuShown = "";
let lostSince = 0;
let opened = "";
let acting = "";

async function poll() {
  try {
    const got = await fetch(`/box/events?after=${last}&generation=${generation}`);
    apply(await got.json());
    lostSince = 0;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    lostSince ||= Date.now();
    strip("bad", "盒子没有应声。看看运行它的窗口还开着没有；没开就重新运行，这一页会自己接上。");
  } finally {
    setTimeout(poll, EVERY);
  }
}

function apply(state) {
  const anew = state.generation !== generation;
  if (anew) begin(state);
  last = state.last;
  for (const phone of state.phones) {
    phoneOf(phone).update({ ...phone, now: state.now });
    document.querySelector(`[data-tab="${CSS.escape(phone.name)}"]`).classList.toggle("signal", !phone.online);
  }
  if (anew) for (const id of ["board", "phones"]) byId(id).scrollTo({ left: 0, behavior: "instant" });
  drawMenu(state.menu);
  for (const bubble of state.bubbles.sort((one, other) => one.n - other.n)) phones.get(bubble.phone)?.add(bubble);
  side.update(state);
  drawStage(state);
}

function begin(state) {
  generation = state.generation;
  if (state.fixed) fixed = state.fixed;
  document.title = fixed.title;
  byId("title").textContent = fixed.title;
  byId("stories").replaceChildren(...fixed.stories.map((name) => make("button", { type: "button", "data-story": name, onclick: () => post("/box/play", { story: name }) }, name)));
  byId("phones").replaceChildren();
  byId("tabs").replaceChildren(tab("时间·线上", byId("side")));
  phones.clear();
  menuShown = "";
  side.clear();
  side.milestones(fixed.milestones);
}

function phoneOf(state) {
  let phone = phones.get(state.name);
  if (!phone) {
    phone = new Phone(state, fixed);
    phone.element.classList.add(`tint-${phones.size % 6}`);
    phones.set(state.name, phone);
    byId("phones").append(phone.element);
    byId("tabs").lastChild.before(tab(state.name, phone.element));
    menuShown = "";
    if (phones.size > 3) bringIn(phone.element);
    markTab();
  }
  return phone;
}

function tab(label, target) {
  return make("button", { type: "button", "data-tab": label, onclick: () => bringIn(target) }, label);
}

function bringIn(target) {
  target.scrollIntoView({ inline: "nearest", block: "nearest", behavior: "smooth" });
}

function markTab() {
  const nth = Math.round(byId("board").scrollLeft / byId("board").clientWidth);
  [...byId("tabs").children].forEach((button, at) => button.setAttribute("aria-current", String(at === nth)));
}

function drawMenu(menu) {
  const key = JSON.stringify(menu);
  if (key === menuShown) return;
  menuShown = key;
  for (const phone of phones.values()) phone.drawMenu(menu);
}

function drawStage(state) {
  const { stage } = state;
  follow(stage.playing ? stage : { who: "" });
  for (const button of byId("stories").children) {
    button.setAttribute("aria-pressed", String(stage.playing && button.dataset.story === stage.story));
  }
  if (state.trouble) strip("bad", `公众号那边没有接（${state.trouble}）：${fixed.webhook}。看看它还在不在运行，起来以后再发一次。`);
  else if (stage.playing) strip("play", stage.caption, stage);
  else if (stage.handover) handOver(stage);
  else strip("idle", "点一个剧情，它自己演完；或者直接拿起一部手机：点一张照片，再点一句话。");
}

function follow(stage) {
  if (acting === stage.who) return;
  acting = stage.who;
  for (const [name, phone] of phones) phone.element.classList.toggle("acting", name === acting);
  if (phones.has(acting)) bringIn(phones.get(acting).element);
}

function handOver(stage) {
  strip("over", stage.handover, stage);
  if (opened === stage.story + generation) return;
  opened = stage.story + generation;
  const first = phones.values().next().value;
  first.openDrawer();
  bringIn(first.element);
}

function strip(kind, words, stage) {
  const box = byId("strip");
  const key = `${kind}${words}${stage?.step ?? ""}`;
  if (box.dataset.key === key) return;
  box.dataset.key = key;
  if (kind === "play") opened = "";
  const parts = [make("span", {}, words)];
  if (stage?.playing) parts.unshift(make("b", {}, stage.story), make("progress", { max: stage.steps, value: stage.step }));
  if (stage) parts.push(make("button", { type: "button", onclick: () => post("/box/play", {}) }, stage.playing ? "停下，我来" : "知道了"));
  box.className = `strip ${kind}`;
  box.replaceChildren(...parts);
}

byId("restart").addEventListener("click", async () => {
  byId("restart").disabled = true;
  if (await post("/box/restart")) toast("清空了，从头来。");
  byId("restart").disabled = false;
});
byId("add-phone").addEventListener("click", () => byId("new-phone").showModal());
byId("new-phone").querySelector("[value=cancel]").addEventListener("click", () => byId("new-phone").close());
byId("new-phone").querySelector("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const asked = Object.fromEntries(new FormData(event.target));
  if (await post("/box/phones", asked)) {
    event.target.reset();
    byId("new-phone").close();
  }
});
byId("board").addEventListener("scroll", markTab, { passive: true });
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => event.preventDefault());
poll();
