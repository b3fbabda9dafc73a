// How one bubble looks. Text of others is never parsed as HTML: links are picked out and built by hand.

import { act, hour, icon, make } from "./ask.js";
import { play } from "./voice.js";

const LINK = /<a\s[^>]*?href\s*=\s*["']([^"']*)["'][^>]*>([\s\S]*?)<\/a>|(https?:\/\/[^\s<>"'，。；）]+)/gi;
const HOW = { custom: "推送 · 客服消息", template: "推送 · 模板消息", subscribe: "推送 · 订阅通知" };

export function drawBubble(bubble, account) {
  if (bubble.kind === "note" || bubble.kind === "fault") {
    return make("p", { class: bubble.kind, "data-n": bubble.n }, bubble.text);
  }
  const side = bubble.mine ? "mine" : "theirs";
  const how = HOW[bubble.how];
  const face = make("i", { class: "face", "aria-hidden": "true" }, bubble.mine ? bubble.phone[0] : account[0]);
  const body = make("div", { class: `bubble ${bubble.kind}` }, ...inside(bubble));
  const under = how ? make("small", {}, `${how} ${hour(bubble.at)}`) : null;
  const label = `${bubble.mine ? bubble.phone : account} ${hour(bubble.at)}`;
  return make("div", { class: `line ${side}`, "data-n": bubble.n, title: label }, face, make("div", { class: "stack" }, body, under));
}

function inside(bubble) {
  switch (bubble.kind) {
    case "image": return [photo(bubble)];
    case "video": return [photo(bubble, "视频"), make("span", { class: "play" }, icon("play"))];
    case "voice": return voice(bubble);
    case "location": return [make("b", {}, icon("pin"), "位置"), make("p", {}, bubble.text)];
    case "template": return card(bubble, bubble.lines.map(([label, value]) => make("p", {}, make("span", {}, label), value)));
    case "news": return card(bubble, [make("p", {}, bubble.text)]);
    default: return words(bubble);
  }
}

function photo(bubble, what = "照片") {
  const link = { href: bubble.picture, target: "_blank", rel: "noopener" };
  return make("a", link, make("img", { src: bubble.thumb, alt: what, width: 132, height: 99 }));
}

function voice(bubble) {
  const length = bubble.seconds ? `${bubble.seconds}″` : "语音";
  const tape = make("button", { class: "tape", type: "button", "aria-label": `放语音 ${length}` }, icon("wave"), make("span", {}, length));
  tape.style.setProperty("--seconds", Math.min(bubble.seconds, 60));
  if (bubble.thumb) tape.onclick = () => play(tape, bubble.thumb);
  else tape.disabled = true;
  return [tape, bubble.text ? make("p", {}, bubble.text) : null];
}

function card(bubble, lines) {
  const more = bubble.url ? make("a", { href: bubble.url, target: "_blank", rel: "noopener", class: "more" }, "查看详情 ›") : null;
  return [make("b", {}, bubble.title), ...lines, more];
}

function words(bubble) {
  const parts = [];
  let last = 0;
  for (const found of bubble.text.matchAll(LINK)) {
    parts.push(plain(bubble.text.slice(last, found.index)));
    parts.push(found[3] ? outside(found[3], found[3]) : link(bubble, plain(found[1]), plain(found[2])));
    last = found.index + found[0].length;
  }
  parts.push(plain(bubble.text.slice(last)));
  return parts;
}

function link(bubble, address, label) {
  if (!address.startsWith("weixin://bizmsgmenu")) return outside(address, label);
  const id = new URLSearchParams(address.split("?")[1]).get("msgmenuid");
  return make("button", { class: "link", type: "button", onclick: () => act(bubble.phone, "taps_link", id) }, label);
}

function outside(address, label) {
  if (!/^https?:\/\//.test(address)) return label;
  return make("a", { href: address, target: "_blank", rel: "noopener" }, label);
}

function plain(text) {
  return text.replace(/<[^>]*>/g, "").replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&#39;/g, "'").replace(/&amp;/g, "&");
}

// A digit that is offered: at the start of a line, behind a blank or behind a full stop (…要派？1在 2不在), or in a list (1) 102…).
// Behind a stop a digit before a unit is only a number: 纸箱，3楼东.
const UNIT = "[楼层天个件张月日号点分次人处句年米床秒级岁项条台周名位种块元小]";
const OFFERED = `(?:^|[\\s　]|[，。？！：；](?!\\d${UNIT}))(\\d)`;
const LABEL = "(?:[)）]\\s?([^\\s，。；：？]{1,10})|[.、]?\\s?([\\u4e00-\\u9fff][^\\s\\d，。；：？]{0,9}))";
const CHOICE = new RegExp(OFFERED + LABEL, "gm");
const ANSWER = /(?<![撤退收挽])回\s+(\d{1,4}|[\u4e00-\u9fff]{1,4})(?![\u4e00-\u9fff\d])/g;

export function choices(bubble) {
  const text = plain(bubble.text);
  const found = [...text.matchAll(CHOICE)].map((hit) => [hit[1], `${hit[1]} ${hit[2] ?? hit[3]}`]);
  const asked = [...text.matchAll(ANSWER)].map((hit) => [hit[1], hit[1]]);
  const known = new Set(found.map(([said]) => said));
  return [...found, ...asked.filter(([said]) => !known.has(said))].slice(0, 10);
}
