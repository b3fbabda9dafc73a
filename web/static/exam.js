// One sitting of a paper. Every answer is sent by itself, and again until it is kept; what waits stands in this tab.
// Without this file the page works by its forms alone. The time is the server's; between its answers we count on.
const page = document.querySelector(".exam");
const { here, sitting } = page.dataset;
const forms = [...page.querySelectorAll(".one")];
const spots = [...page.querySelectorAll(".map [data-at]")].filter((spot) => spot.dataset.at !== "0");
const find = (selector) => page.querySelector(selector);
const SLOWEST = 15000;
const PATIENCE = 10000;
const WARNINGS = [300, 60];

const state = {
  at: Number(page.dataset.at),
  queue: {}, // position: {given, at}; what is not kept yet
  kept: {}, // position: given; what the house has
  again: new Set(page.dataset.again.split(".").filter(Boolean).map(Number)),
  busy: false,
  ending: false,
  over: false,
  wait: 1000,
  warned: Infinity,
};
const clock = { anchor: Number(page.dataset.now), here: performance.now(), ends: 0 };

// The time

const houseTime = () => Math.round(clock.anchor + performance.now() - clock.here);
const secondsLeft = () => Math.max(0, Math.ceil((clock.ends - performance.now()) / 1000));

function setClock(left, now) {
  const later = Math.max(houseTime(), now);
  Object.assign(clock, { anchor: later, here: performance.now(), ends: performance.now() + left * 1000 });
}

function spelt(seconds) {
  const two = (number) => String(number).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

function tick() {
  const left = secondsLeft();
  const shown = find("[data-clock]");
  if (shown) shown.textContent = spelt(left);
  const warning = WARNINGS.filter((at) => left <= at).pop();
  if (warning && warning < state.warned && left) {
    state.warned = warning;
    alarm(`还剩${Math.ceil(left / 60)}分钟${warning === 60 ? "，到时间自动交，存上的都算。" : "。"}`);
  }
  if (!left && !state.over) close();
}

function close() {
  state.over = true;
  alarm("时间到了，正在替你交卷。存上的都算。");
  lock();
  settle();
}

function lock() {
  for (const field of page.querySelectorAll("fieldset")) field.disabled = true;
}

async function settle() {
  const reply = await ask(`${here}/state`);
  if (reply && reply.body && reply.body.over) return leave();
  alarm("时间到了。网络一通就出成绩，存上的都算。");
  setTimeout(settle, 3000);
}

function leave() {
  const lost = Object.keys(state.queue);
  state.queue = {};
  sessionStorage.removeItem(`exam-${sitting}`);
  location.replace(lost.length ? `${here}?late=${lost.join(".")}` : here);
}

// What is said

const alarm = (words) => tell(find(".alarm"), words);

function tell(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

function say(words, trouble = false) {
  const line = find(".saved");
  line.classList.toggle("trouble", trouble);
  tell(line, words);
}

// What this tab remembers

function remember() {
  const kept = JSON.stringify({ queue: state.queue, again: [...state.again] });
  try {
    sessionStorage.setItem(`exam-${sitting}`, kept);
  } catch (full) {
    say("这个浏览器不让存草稿，别关页面。", true);
  }
}

function recall() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(`exam-${sitting}`) || "{}");
    Object.assign(state.queue, kept.queue);
    for (const position of kept.again || []) state.again.add(position);
  } catch (unreadable) {
    state.queue = {};
  }
}

// One question

const formOf = (position) => forms[position - 1];
const positionOf = (input) => forms.indexOf(input.closest(".one")) + 1;
const inputsOf = (form) => [...form.querySelectorAll("[name=choice]")];
const blankOf = (form) => form.querySelector("[name=words]");

function chosen(form) {
  const blank = blankOf(form);
  const letters = inputsOf(form).filter((input) => input.checked);
  return blank ? blank.value.trim() : letters.map((input) => input.value).join("");
}

function put(form, given) {
  const blank = blankOf(form);
  if (blank && blank !== document.activeElement) blank.value = given;
  for (const input of inputsOf(form)) input.checked = given.includes(input.value);
}

function answered(position) {
  return Boolean(state.queue[position] || state.kept[position]);
}

function choose(position) {
  const given = chosen(formOf(position));
  const before = state.queue[position] ? state.queue[position].given : state.kept[position] || "";
  if (given === before || state.over) return;
  if (!given) {
    put(formOf(position), before);
    say("答过的题要留一个：先选新的，再去掉旧的。", true);
    return;
  }
  state.queue[position] = { given, at: houseTime() };
  remember();
  draw();
  drain();
}

// Sending

async function ask(address, body) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  const facts = { headers: { Accept: "application/json" }, redirect: "error", signal: stop.signal, cache: "no-store" };
  try {
    const reply = await fetch(address, body ? { ...facts, method: "POST", body } : facts);
    const isJson = (reply.headers.get("Content-Type") || "").includes("json");
    if (!isJson && reply.ok) return null; // somebody between us answered: a hotel, a firewall
    return { status: reply.status, body: isJson ? await reply.json() : null };
  } catch (unreached) {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

function bodyOf(position, entry) {
  const body = new URLSearchParams({ at: entry.at });
  if (blankOf(formOf(position))) body.append("words", entry.given);
  else for (const letter of entry.given) body.append("choice", letter);
  return body;
}

async function drain() {
  if (state.busy || state.over) return;
  state.busy = true;
  for (let position; !state.over && (position = Object.keys(state.queue)[0]); ) {
    const entry = state.queue[position];
    const reply = await ask(`${here}/answers/${position}`, bodyOf(position, entry));
    if (!reply || reply.status >= 500 || reply.status === 429 || reply.status === 408) {
      state.busy = false;
      return later();
    }
    take(reply, position, entry);
  }
  state.busy = false;
  if (state.ending && !state.over) handIn();
}

function later() {
  const count = Object.keys(state.queue).length;
  say(count ? `没存上，正在重试（${count}题）` : "没交上，正在重试", true);
  clearTimeout(later.timer);
  later.timer = setTimeout(() => (count ? drain() : handIn()), state.wait);
  state.wait = Math.min(state.wait * 2, SLOWEST);
}

function take(reply, position, entry) {
  state.wait = 1000;
  if (reply.status === 409) return leaveOver();
  if (reply.status === 410) return expire();
  if (state.queue[position] === entry) delete state.queue[position];
  remember();
  if (!reply.body) {
    put(formOf(position), state.kept[position] || "");
    say(`第${position}题没认出来，再选一次。`, true);
    return draw();
  }
  learn(reply.body);
  const newer = state.kept[position] ? "后来在别处改过，按那个。" : "没认出来，再答一次。";
  if (reply.body.saved) say("存好了");
  else say(`第${position}题${newer}`, true);
}

function leaveOver() {
  state.over = true;
  leave();
}

function expire() {
  state.over = true;
  lock();
  say("", false);
  alarm("这个链接过期了，存上的都在。在公众号里回 考试 接着考。");
}

function learn(body) {
  setClock(body.left, body.now);
  state.kept = body.given;
  for (const form of forms) {
    const position = forms.indexOf(form) + 1;
    if (!state.queue[position]) put(form, state.kept[position] || "");
  }
  draw();
}

async function look() {
  if (state.over) return;
  if (Object.keys(state.queue).length) return drain();
  const reply = await ask(`${here}/state`);
  if (!reply || state.busy || Object.keys(state.queue).length) return;
  if (reply.status === 410) expire();
  else if (reply.body && reply.body.over) leaveOver();
  else if (reply.body) learn(reply.body);
}

// Handing in

async function handIn() {
  state.ending = true;
  find(".last-look .act").disabled = true;
  if (Object.keys(state.queue).length) return drain();
  say("正在交…");
  const reply = await ask(`${here}/end`, new URLSearchParams({ sure: "1" }));
  if (reply && reply.body && reply.body.over) return leaveOver();
  if (reply && reply.status === 410) return expire();
  later();
}

// What is seen

function turn(to) {
  if (state.over) return;
  state.at = to > forms.length || to < 0 ? 0 : to;
  page.dataset.at = state.at;
  for (const form of forms) form.hidden = forms.indexOf(form) + 1 !== state.at;
  find("#end").hidden = state.at !== 0;
  find(".map").open = state.at === 0 || isWide();
  history.replaceState(null, "", `${here}?at=${state.at || "end"}`);
  draw();
  measure();
  window.scrollTo(0, 0);
  const focused = state.at ? formOf(state.at).querySelector("legend") : find("#end h2");
  focused.focus({ preventScroll: true });
}

function measure() {
  const sticking = find(".exam-top").offsetHeight + (state.at ? formOf(state.at).querySelector(".go").offsetHeight : 0);
  page.classList.toggle("roomy", sticking < innerHeight * 0.4);
}

const isWide = () => matchMedia("(min-width: 700px)").matches;
const named = (positions) => `第${positions.join("、")}题`;

function draw() {
  const all = forms.map((_, index) => index + 1);
  const missing = all.filter((position) => !answered(position));
  const marked = all.filter((position) => state.again.has(position));
  all.forEach((position) => drawSpot(spots[position - 1], position));
  tell(find("[data-done]"), String(all.length - missing.length));
  const left = `还有${missing.length}题没答：${named(missing)}。交了算错。`;
  tell(find("#missing"), missing.length ? left : `${all.length}题都答了。`);
  find("#missing").classList.toggle("some", missing.length > 0);
  tell(find("#marked"), marked.length ? `标了再看：${named(marked)}。` : "");
}

function drawSpot(spot, position) {
  const [done, again] = [answered(position), state.again.has(position)];
  spot.className = `spot${done ? " done" : ""}${again ? " again" : ""}`;
  spot.setAttribute("aria-label", `第${position}题，${done ? "已答" : "没答"}${again ? "，再看" : ""}`);
  if (position === state.at) spot.setAttribute("aria-current", "true");
  else spot.removeAttribute("aria-current");
  formOf(position).querySelector(".mark").setAttribute("aria-pressed", String(again));
}

function mark(position) {
  if (!state.again.delete(position)) state.again.add(position);
  remember();
  draw();
}

// Fingers and keys

function press(button) {
  const go = button.value;
  if (state.at) choose(state.at);
  if (button.dataset.at) return turn(Number(button.dataset.at));
  if (go === "again") mark(state.at);
  else if (go === "back") turn(Math.max(state.at - 1, 1));
  else turn(state.at + 1);
}

function type(event) {
  const target = event.target;
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const isText = target.type === "text";
  if (event.key === "Enter" && !target.closest("button, a, summary") && state.at) {
    event.preventDefault();
    choose(state.at);
    turn(state.at + 1);
  } else if (!isText) {
    shortcut(event);
  }
}

function shortcut(event) {
  if (event.key === "ArrowRight" && state.at) turn(state.at + 1);
  else if (event.key === "ArrowLeft") turn(state.at ? Math.max(state.at - 1, 1) : forms.length);
  else if (!state.at || !pick(event.key)) return;
  event.preventDefault();
}

function pick(key) {
  const number = "12345678".indexOf(key);
  const letter = number >= 0 && key ? "ABCDEFGH"[number] : key.toUpperCase();
  const input = inputsOf(formOf(state.at)).find((one) => one.dataset.key === letter);
  if (!input || state.over) return false;
  input.focus();
  input.checked = input.type === "radio" || !input.checked;
  choose(state.at);
  return true;
}

function listen() {
  page.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=go], a[data-at]");
    if (!button) return;
    event.preventDefault();
    press(button);
  });
  page.addEventListener("submit", (event) => {
    event.preventDefault();
    if (event.target.closest("#end")) handIn();
  });
  // A field says that it changed when it is left, and by then another question may stand there.
  page.addEventListener("change", (event) => {
    if (event.target.closest(".one")) choose(positionOf(event.target));
  });
  page.addEventListener("input", (event) => {
    if (event.target.name !== "words") return;
    clearTimeout(type.timer);
    type.timer = setTimeout(choose, 1200, positionOf(event.target));
  });
  document.addEventListener("keydown", type);
  document.addEventListener("visibilitychange", () => document.hidden || look());
  window.addEventListener("resize", measure);
  window.addEventListener("online", look);
  window.addEventListener("pageshow", (event) => event.persisted && look());
  window.addEventListener("pagehide", sendTheRest);
  window.addEventListener("beforeunload", (event) => Object.keys(state.queue).length && event.preventDefault());
}

function sendTheRest() {
  for (const [position, entry] of Object.entries(state.queue)) {
    navigator.sendBeacon(`${here}/answers/${position}`, bodyOf(position, entry));
  }
}

function begin() {
  for (const form of forms) {
    const given = chosen(form);
    if (given) state.kept[forms.indexOf(form) + 1] = given;
  }
  setClock(Number(page.dataset.left), 0);
  recall();
  for (const [position, entry] of Object.entries(state.queue)) put(formOf(position), entry.given);
  page.classList.add("live");
  find(".map").open = !state.at || isWide();
  listen();
  draw();
  measure();
  tick();
  setInterval(tick, 500);
  look(); // what the page before this one still sent may have arrived after this one was written
}

begin();
