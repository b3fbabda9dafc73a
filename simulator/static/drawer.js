// What opens at the foot of a phone: ready pictures, other things to send, places to scan, the account's menu.

import { act, icon, make } from "./ask.js";

export function pictures(phone, most) {
  return make("div", { class: "pictures" }, ...phone.fixed.ready.slice(0, most).map((ready) => picture(phone, ready)));
}

function picture(phone, ready) {
  const image = make("img", { src: `/box/ready/${encodeURIComponent(ready.name)}.jpg`, alt: "", width: 80, height: 60, loading: "lazy" });
  return make("button", { type: "button", "data-ready": ready.name, onclick: () => phone.show(ready.name) }, image, make("span", {}, ready.name));
}

export function actions(phone) {
  const pick = make("input", { type: "file", accept: "image/*", multiple: true, hidden: true });
  pick.addEventListener("change", () => phone.upload(pick.files));
  const all = [
    ["file", "选照片", () => pick.click()],
    ["scan", "扫码", () => phone.drawer.replaceChildren(places(phone))],
    ["pin", "位置", () => done(phone, "locates", "市一院外科楼")],
    ["film", "视频", () => done(phone, "films", phone.fixed.ready[0].name)],
    ["bell", "收提醒", () => done(phone, "accepts")],
    ["leave", "取关", () => done(phone, "unfollows")],
  ];
  return make("div", { class: "actions" }, pick, ...all.map(([name, label, go]) => make("button", { type: "button", onclick: go }, icon(name), make("span", {}, label))));
}

function done(phone, deed, what) {
  phone.closeDrawer();
  return act(phone.name, deed, what);
}

function places(phone) {
  const found = phone.fixed.places.map((place) => make("button", { type: "button", onclick: () => done(phone, "scans", place.scene) }, place.label));
  const none = found.length ? [] : [make("p", {}, "还没有地点码")];
  const screen = make("button", { type: "button", onclick: () => done(phone, "scans_screen") }, "大屏幕上的签到码");
  return make("div", { class: "places" }, make("b", {}, "扫哪一个码？"), ...found, ...none, screen);
}

// the two ways in for somebody who does not follow yet
export function doors(phone) {
  const { account, places: known } = phone.fixed;
  const follow = make("button", { class: "main", type: "button", onclick: () => act(phone.name, "follows") }, `关注 ${account}`);
  const scans = known.slice(0, 6).map((place) => make("button", { type: "button", onclick: () => act(phone.name, "scans", place.scene) }, icon("scan"), place.label));
  const or = scans.length ? [make("p", {}, "或者扫一下墙上的码")] : [];
  return make("div", { class: "doors", hidden: true }, make("p", {}, `${phone.name}还没关注`), follow, ...or, ...scans);
}

// the account's menu

export function menuButtons(phone, buttons) {
  return buttons.map((button) => menuButton(phone, button));
}

function menuButton(phone, button) {
  const subs = button.sub_button ?? [];
  if (!subs.length) return make("button", { type: "button", onclick: () => tap(phone, button) }, button.name);
  const list = make("div", { class: "sub" }, ...subs.map((sub) => make("button", { type: "button", onclick: () => tap(phone, sub) }, sub.name)));
  return make("details", { name: `menu-${phone.name}` }, make("summary", {}, icon("menu"), button.name), list);
}

function tap(phone, button) {
  for (const open of phone.menu.querySelectorAll("details[open]")) open.open = false;
  if (button.type === "view") window.open(button.url, "_blank", "noopener");
  if (button.type !== "miniprogram") act(phone.name, "taps", button.key ?? button.url);
}
