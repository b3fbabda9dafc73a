// Keeps one part of a page as the house has it now: asks each second, draws what is new, counts the time in between.
// A poll that fails is said in small letters and asked again; the time is the server's.
const PATIENCE = 5000;
const TOO_MANY = 4000;
const JUMP = 2000;

export function watch(main, { every, rests = () => false, drawn = () => {} }) {
  const part = main.querySelector("[data-part]");
  const trouble = main.querySelector("[data-trouble]");
  const said = main.querySelector("[data-said]");
  const clock = { offset: Number(main.dataset.now) - performance.now(), trip: Infinity };
  const state = { etag: "", step: 0, sent: 0, misses: 0, asking: false, timer: 0 };

  function tell(element, words) {
    if (element.textContent !== words) element.textContent = words;
  }

  function setClock(now, sent) {
    const trip = performance.now() - sent;
    const offset = now - performance.now() + trip / 2;
    if (trip <= clock.trip || Math.abs(offset - clock.offset) > JUMP) Object.assign(clock, { offset, trip });
  }

  // Null: not reached. A number: what the house said instead. Otherwise what is new, or nothing.
  async function ask(address, body) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PATIENCE);
    const headers = { Accept: "application/json" };
    if (body) state.sent += 1;
    const before = state.sent;
    if (!body && state.etag) headers["If-None-Match"] = state.etag;
    const sent = performance.now();
    try {
      const facts = { headers, signal: stop.signal, cache: "no-store", redirect: "error" };
      const reply = await fetch(address, body ? { ...facts, method: "POST", body } : facts);
      if (reply.headers.has("X-Now")) setClock(Number(reply.headers.get("X-Now")), sent);
      if (reply.status === 304) return {};
      if (!body && before !== state.sent) return {}; // asked before what was sent meanwhile: it tells of yesterday
      if (!reply.ok) return reply.status >= 500 || reply.status === 429 ? null : reply.status;
      const fresh = await reply.json();
      if (fresh.step < state.step || (!body && before !== state.sent)) return {}; // of a house that lags behind
      state.step = fresh.step;
      state.etag = reply.headers.get("ETag") || "";
      return fresh;
    } catch (unreached) {
      return null;
    } finally {
      if (body) state.sent += 1;
      clearTimeout(timer);
    }
  }

  function take(fresh) {
    if (typeof fresh.said === "string") tell(said, fresh.said);
    if (!fresh.html) return;
    const isNext = fresh.key !== main.dataset.key;
    if (isNext) turn(fresh);
    else patch(fresh.html);
    tick();
    drawn(isNext);
  }

  function turn(fresh) {
    const hadFocus = part.contains(document.activeElement) || document.activeElement === document.body;
    part.innerHTML = fresh.html;
    main.dataset.key = fresh.key;
    const heading = part.querySelector("[tabindex='-1']");
    if (hadFocus && heading) heading.focus({ preventScroll: true });
    scrollTo(0, 0);
  }

  function patch(html) {
    const template = document.createElement("template");
    template.innerHTML = html;
    for (const old of part.querySelectorAll("[data-live]")) {
      const now = template.content.querySelector(`[data-live="${old.dataset.live}"]`);
      if (now && now.innerHTML !== old.innerHTML) old.innerHTML = now.innerHTML;
    }
    const [button, now] = [part, template.content].map((each) => each.querySelector("#next"));
    if (button && now) tell(button, now.textContent);
  }

  function heard(fresh) {
    if (fresh === null) {
      state.misses += 1;
      if (state.misses > 1) tell(trouble, "网断了，正在接。");
    } else if (typeof fresh === "number") {
      location.reload(); // the page itself says why
    } else {
      state.misses = 0;
      tell(trouble, "");
      take(fresh);
    }
  }

  async function look() {
    clearTimeout(state.timer);
    if (!state.asking && !rests()) {
      state.asking = true;
      heard(await ask(main.dataset.state));
      state.asking = false;
    }
    clearTimeout(state.timer);
    const wait = every * (state.misses > 1 ? 2 : 1) * (0.85 + Math.random() * 0.3);
    state.timer = setTimeout(look, Math.min(wait, TOO_MANY));
  }

  function tick() {
    const bar = part.querySelector("[data-closes]");
    const left = bar ? Math.max(0, Number(bar.dataset.closes) - performance.now() - clock.offset) : 0;
    main.classList.toggle("time-up", Boolean(bar) && !left);
    main.classList.toggle("soon", Boolean(bar) && left < 5000);
    if (!bar) return;
    bar.value = left;
    tell(part.querySelector("[data-left]"), left ? String(Math.ceil(left / 1000)) : "时间到");
  }

  tick();
  setInterval(tick, 100);
  document.addEventListener("visibilitychange", () => document.hidden || look());
  window.addEventListener("online", look);
  window.addEventListener("pageshow", (event) => event.persisted && look());
  state.timer = setTimeout(look, Math.random() * every);
  return { ask, take, say: (words) => tell(said, words), look, part };
}
