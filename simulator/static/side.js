// The column beside the phones: clock and its jumps, bad weather, the wire.

import { day, fromInput, hour, make, post, second, shortDay, weekday } from "./ask.js";

const SWITCHES = { slow: "慢网", repeat: "重复三次", shuffle: "乱序", token_revoked: "令牌失效", media_gone: "照片过期", refuse_templates: "拒收订阅", api_down: "平台停摆" };
const SHOWN = 200; // lines of the wire kept on the page
const byId = (id) => document.getElementById(id);

export class Side {
  constructor() {
    this.ahead = 0;
    this.walking = false;
    this.jumpShown = "";
    this.lastLine = 0;
    this.switches = {};
    this.wireClock();
    this.buildWeather();
    byId("raw").addEventListener("click", () => this.lastLine && original(this.lastLine));
    setInterval(() => this.tick(), 500);
  }

  update(state) {
    this.ahead = state.now - Date.now();
    this.tick();
    this.drawWeather(state);
    this.drawJump(state.jump);
    for (const line of state.wire) this.addLine(line);
  }

  clear() {
    byId("wire").replaceChildren();
    byId("jumped").replaceChildren();
    this.jumpShown = "";
    this.lastLine = 0;
    if (this.walking) this.walk();
  }

  // time

  wireClock() {
    for (const button of document.querySelectorAll("[data-forward]")) {
      button.addEventListener("click", () => this.forward({ forward: Number(button.dataset.forward) }));
    }
    byId("jump-to").addEventListener("click", () => this.openWhen());
    byId("when").addEventListener("submit", (event) => {
      event.preventDefault();
      byId("when").hidden = true;
      this.forward({ to: fromInput(byId("when-at").value) });
    });
    byId("walk").addEventListener("click", () => this.walk());
  }

  async forward(step) {
    document.body.classList.add("jumping");
    await post("/box/clock", step);
    document.body.classList.remove("jumping");
  }

  openWhen() {
    const form = byId("when");
    form.hidden = !form.hidden;
    const now = Date.now() + this.ahead;
    byId("when-at").value = `${day(now)}T${hour(now)}`;
    if (!form.hidden) byId("when-at").focus();
  }

  async walk() {
    this.walking = !this.walking;
    byId("walk").textContent = this.walking ? "❚❚ 停表" : "▶ 走表";
    byId("walk").setAttribute("aria-pressed", String(this.walking));
    while (this.walking) {
      const went = await post("/box/clock", { forward: 60 });
      if (!went) this.walking = false;
      await new Promise((resume) => setTimeout(resume, 1000));
    }
  }

  tick() {
    const now = Date.now() + this.ahead;
    byId("clock").textContent = second(now);
    byId("day").textContent = `${day(now)} ${weekday(now)}`;
  }

  milestones(list) {
    byId("milestones").replaceChildren(...list.map((stone) => make("button", { type: "button", onclick: () => this.forward({ to: stone.at }) }, stone.label)));
  }

  drawJump(jump) {
    const key = jump ? `${jump.n}/${jump.pushes.length}` : "";
    if (key === this.jumpShown) return;
    this.jumpShown = key;
    const box = byId("jumped");
    if (!jump) return box.replaceChildren();
    const words = jump.pushes.length ? `，送出 ${jump.pushes.length} 条` : "，还没有送出什么";
    const head = make("p", {}, `走到 ${shortDay(jump.after)} ${hour(jump.after)}${words}`);
    const rows = jump.pushes.map((push) => make("li", { title: push.text }, make("time", {}, `${day(push.at) === day(jump.after) ? "" : shortDay(push.at)} ${hour(push.at)} `), make("b", {}, push.phone), ` ${push.text}`));
    box.replaceChildren(head, make("ul", {}, ...rows));
  }

  // weather

  buildWeather() {
    for (const [name, label] of Object.entries(SWITCHES)) {
      const button = make("button", { type: "button", class: "switch", "aria-pressed": "false", "data-switch": name }, label);
      button.addEventListener("click", () => post("/box/weather", { [name]: button.getAttribute("aria-pressed") !== "true" }));
      this.switches[name] = button;
      byId("weather").append(button);
    }
  }

  drawWeather(state) {
    for (const [name, button] of Object.entries(this.switches)) button.setAttribute("aria-pressed", String(state.weather[name]));
    const names = state.phones.map((phone) => phone.name);
    const off = state.weather.offline;
    const key = JSON.stringify([names, off]);
    if (key === this.offlineShown) return;
    this.offlineShown = key;
    byId("offline").replaceChildren(...names.map((name) => offlineSwitch(name, off)));
  }

  // the wire

  addLine(line) {
    if (line.n <= this.lastLine) return;
    this.lastLine = line.n;
    const { bad } = line;
    const arrow = line.direction === "in" ? "↓" : "↑";
    const row = make("button", { type: "button", class: bad ? "bad" : "", title: line.note, onclick: () => original(line.n) },
      make("time", {}, second(line.time)), make("i", {}, arrow), make("b", {}, line.kind), make("span", {}, `${line.phone} ${bad ? line.note || "" : ""}`), make("em", {}, `${line.status} ${line.seconds.toFixed(2)}s`));
    const list = byId("wire");
    list.prepend(make("li", {}, row));
    while (list.children.length > SHOWN) list.lastChild.remove();
  }
}

function offlineSwitch(name, off) {
  const on = off.includes(name);
  const next = on ? off.filter((other) => other !== name) : [...off, name];
  return make("button", { type: "button", class: "switch", "aria-pressed": String(on), onclick: () => post("/box/weather", { offline: next }) }, name);
}

async function original(n) {
  const dialog = byId("original");
  const got = await fetch(`/box/wire/${n}`);
  dialog.querySelector("pre").textContent = await got.text();
  dialog.showModal();
}
