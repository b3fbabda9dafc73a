// One phone: header, chat, chips and input. What opens below stands in drawer.js.

import { act, day, hour, icon, make, post, shortDay, toast } from "./ask.js";
import { choices, drawBubble } from "./bubble.js";
import { actions, doors, menuButtons, pictures } from "./drawer.js";

const QUIET = 5 * 60e3; // a gap after which the chat shows the time again
const MOST_FILES = 9;

export class Phone {
  constructor(state, fixed) {
    this.name = state.name;
    this.fixed = fixed;
    this.last = null;
    this.lastAt = 0;
    this.shown = new Set();
    this.sentReady = "";
    this.build(state);
    this.suggest();
  }

  build(state) {
    this.signal = make("span", { class: "signal" });
    this.head = make("header", {}, make("i", { class: "face" }, state.name[0]), make("b", {}, state.name), make("span", {}, state.title), this.signal);
    this.starter = make("div", { class: "starter" }, make("p", {}, "点一张照片，就从这里开始"), pictures(this, 4));
    this.chat = make("div", { class: "chat", role: "log", "aria-label": `${state.name}的聊天`, tabindex: 0 }, this.starter);
    this.status = make("div", { class: "status" });
    this.chips = make("div", { class: "chips" });
    this.drawer = make("div", { class: "drawer", hidden: true });
    this.menu = make("nav", { class: "menu", hidden: true });
    this.follow = doors(this);
    this.element = make("section", { class: "phone", "data-phone": state.name }, this.head, this.chat, this.status, this.chips, this.follow, this.bar(), this.drawer, this.menu);
    this.acceptFiles();
    window.addEventListener("resize", () => { this.chat.scrollTop = this.chat.scrollHeight; });
    this.element.addEventListener("keydown", (event) => { if (event.key === "Escape") this.closeDrawer(); });
  }

  bar() {
    this.input = make("input", { "aria-label": `${this.name}说`, placeholder: "说一句", enterkeyhint: "send", autocomplete: "off" });
    this.talk = make("button", { class: "talk", type: "button", hidden: true }, "按住 说话");
    this.send = make("button", { class: "send" }, "发送");
    this.more = make("button", { class: "icon more", type: "button", "aria-label": "照片和更多", "aria-expanded": "false", onclick: () => this.toggleDrawer() }, icon("plus"));
    this.speak = make("button", { class: "icon", type: "button", "aria-label": "按住说话", onclick: () => this.toggleTalk() }, icon("voice"));
    this.holdToTalk();
    return make("form", { class: "bar", onsubmit: (event) => this.submit(event) }, this.speak, this.input, this.talk, this.more, this.send);
  }

  // what it shows

  update(state) {
    this.element.classList.toggle("offline", !state.online);
    this.signal.textContent = state.online ? "" : state.waiting ? `断网 ${state.waiting}条等着` : "断网";
    this.follow.hidden = state.following;
    this.element.classList.toggle("stranger", !state.following);
    const left = state.until ? `窗口 ${span(state.until - state.now)} 余${state.left}条` : "窗口 关";
    this.status.textContent = state.following ? `${left} · 订阅 ${state.consents}` : "还没关注";
    this.status.title = "窗口：公众号还能主动发给这个人多久、几条；订阅：还能发几条订阅通知";
    this.status.classList.toggle("open", Boolean(state.until && state.left));
  }

  add(bubble) {
    if (this.shown.has(bubble.n)) return;
    this.shown.add(bubble.n);
    const near = this.chat.scrollHeight - this.chat.scrollTop - this.chat.clientHeight < 160;
    this.starter.remove();
    if (bubble.at - this.lastAt > QUIET) this.chat.append(make("time", {}, this.stamp(bubble.at)));
    this.lastAt = bubble.at;
    this.chat.append(drawBubble(bubble, this.fixed.account));
    this.last = bubble;
    if (near || bubble.mine) this.chat.scrollTop = this.chat.scrollHeight;
    this.suggest();
  }

  stamp(at) {
    return this.lastAt && day(at) === day(this.lastAt) ? hour(at) : `${shortDay(at)} ${hour(at)}`;
  }

  suggest() {
    const sentences = this.sentences().map((words) => [words, words]);
    const asked = this.last && !this.last.mine ? choices(this.last) : [];
    const common = this.fixed.chips.map((words) => [words, words]);
    const afterPhoto = this.waitsForWords() ? sentences : [];
    const seen = new Set();
    const all = [...afterPhoto, ...asked, ...common, ...(afterPhoto.length ? [] : sentences)].filter(([said]) => !seen.has(said) && seen.add(said));
    this.chips.replaceChildren(...all.map(([said, label]) => make("button", { type: "button", onclick: () => this.say(said) }, label)));
    this.chips.scrollLeft = 0;
  }

  sentences() {
    const own = this.fixed.ready.find((ready) => ready.name === this.sentReady);
    return own ? own.sentences : this.fixed.ready.slice(0, 5).map((ready) => ready.sentences[0]);
  }

  waitsForWords() {
    const lines = [...this.chat.querySelectorAll(".line.mine")];
    return !lines.length || Boolean(lines.at(-1).querySelector(".bubble.image"));
  }

  // what a person does with it

  say(words) {
    this.sentReady = "";
    this.closeDrawer();
    return act(this.name, "says", words);
  }

  submit(event) {
    event.preventDefault();
    const words = this.input.value.trim();
    if (!words) return;
    this.input.value = "";
    this.say(words);
  }

  show(name) {
    this.sentReady = name;
    this.closeDrawer();
    return act(this.name, "shows", name);
  }

  async upload(files) {
    const pictures = [...files].filter((file) => file.type.startsWith("image/") || /\.(heic|heif)$/i.test(file.name));
    if (!pictures.length) return toast("只收照片");
    if (pictures.length > MOST_FILES) toast("微信一次最多选9张，先发前9张");
    const form = new FormData();
    pictures.slice(0, MOST_FILES).forEach((file, nth) => form.append("picture", file, `${nth}.jpg`));
    this.sentReady = "";
    this.closeDrawer();
    await post(`/box/upload?phone=${encodeURIComponent(this.name)}`, form);
  }

  acceptFiles() {
    const over = (on) => (event) => { event.preventDefault(); this.element.classList.toggle("over", on); };
    this.element.addEventListener("dragover", over(true));
    this.element.addEventListener("dragleave", over(false));
    this.element.addEventListener("drop", (event) => { over(false)(event); this.upload(event.dataTransfer.files); });
  }

  holdToTalk() {
    let began = 0;
    const start = (event) => { event.preventDefault(); began = Date.now(); this.talk.textContent = "松开 发送"; };
    const end = () => {
      if (!began) return;
      const held = (Date.now() - began) / 1000;
      began = 0;
      this.talk.textContent = "按住 说话";
      act(this.name, "speaks", held < 0.6 ? 6 : Math.min(60, Math.round(held) || 1)); // a tap sends a ready six seconds
    };
    this.talk.addEventListener("pointerdown", start);
    this.talk.addEventListener("pointerup", end);
    this.talk.addEventListener("keydown", (event) => { if (event.key === "Enter") { start(event); end(); } });
    this.talk.addEventListener("pointerleave", () => { began = 0; this.talk.textContent = "按住 说话"; });
  }

  toggleTalk() {
    this.talk.hidden = !this.talk.hidden;
    this.input.hidden = !this.talk.hidden;
    this.speak.replaceChildren(icon(this.talk.hidden ? "voice" : "keys"));
  }

  // the drawer under +

  toggleDrawer() {
    if (this.drawer.hidden) this.openDrawer();
    else this.closeDrawer();
  }

  openDrawer() {
    this.drawer.replaceChildren(pictures(this, this.fixed.ready.length), actions(this));
    this.drawer.hidden = false;
    this.more.setAttribute("aria-expanded", "true");
    this.chat.scrollTop = this.chat.scrollHeight;
  }

  drawMenu(buttons) {
    this.menu.hidden = !buttons.length;
    this.menu.replaceChildren(...menuButtons(this, buttons));
  }

  closeDrawer() {
    this.drawer.hidden = true;
    this.more.setAttribute("aria-expanded", "false");
  }
}

function span(millis) {
  const minutes = Math.max(0, Math.floor(millis / 60e3));
  if (minutes < 1) return `${Math.max(0, Math.floor(millis / 1000))}秒`;
  return minutes < 60 ? `${minutes}分` : `${Math.floor(minutes / 60)}时${String(minutes % 60).padStart(2, "0")}分`;
}
