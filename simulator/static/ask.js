// Talking to the box, telling the time in Shanghai, and making elements without innerHTML.

export async function post(path, body) {
  const form = body instanceof FormData;
  const headers = form ? { "X-Box": "1" } : { "X-Box": "1", "Content-Type": "application/json" };
  try {
    const got = await fetch(path, { method: "POST", headers, body: form ? body : JSON.stringify(body ?? {}) });
    if (got.ok) return await got.json();
    const said = got.status === 409 ? (await got.json()).trouble : await got.text();
    toast(said);
  } catch {
    toast("盒子没有应声，这一下没按进去。");
  }
  return null;
}

export function act(phone, deed, what) {
  return post("/box/act", { phone, deed, what });
}

export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#i-${name}`);
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}

const SHANGHAI = 8 * 3600e3;
const two = (number) => String(number).padStart(2, "0");

function there(millis) {
  return new Date(millis + SHANGHAI);
}

export function hour(millis) {
  const at = there(millis);
  return `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`;
}

export function second(millis) {
  return `${hour(millis)}:${two(there(millis).getUTCSeconds())}`;
}

export function day(millis) {
  const at = there(millis);
  return `${at.getUTCFullYear()}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())}`;
}

export function weekday(millis) {
  return "星期" + "日一二三四五六"[there(millis).getUTCDay()];
}

export function shortDay(millis) {
  const at = there(millis);
  return `${at.getUTCMonth() + 1}月${at.getUTCDate()}日`;
}

export function fromInput(text) {
  return Date.parse(text + "Z") - SHANGHAI;
}

let hideToast = 0;

export function toast(words) {
  const box = document.getElementById("toast");
  box.textContent = words;
  box.hidden = false;
  clearTimeout(hideToast);
  hideToast = setTimeout(() => { box.hidden = true; }, 4000);
}
