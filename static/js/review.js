// A case by keyboard: every key presses something that is on the page and could be clicked.
// Without this module the page works all the same.
const page = document.querySelector("[data-review]");
const dialog = document.querySelector("#keys");
const form = document.querySelector("#deciding");
const says = document.querySelector("#key-says");
const RENEW_MS = 60_000;
const SWITCH = "candor.keys";

const stops = () => [...page.querySelectorAll("[data-stop]")];
const current = () => document.activeElement?.closest("[data-stop]");
const isOn = () => localStorage.getItem(SWITCH) !== "off";

const go = (step) => {
  const all = stops();
  const place = all.indexOf(current());
  const next = all[Math.min(all.length - 1, Math.max(0, place < 0 ? (step > 0 ? 0 : all.length - 1) : place + step))];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
};

const press = (key) => {
  const here = current() ?? document;
  const control = here.querySelector(`[data-key="${key}"]`) ?? document.querySelector(`.hands [data-key="${key}"], .case-verdict button[data-key="${key}"]`);
  if (!control) return;
  if (control.disabled) {
    says.textContent = page.dataset.unopened;
    return;
  }
  says.textContent = "";
  control.click();
};

const acts = {
  j: () => go(1),
  k: () => go(-1),
  p: () => current()?.querySelector("[data-seek-s]")?.click(),
  "?": () => dialog.showModal(),
};
for (const key of "eudctznr") acts[key] = () => press(key);

// A key by what it says in Latin letters, else by its place: j is j on a Russian keyboard, too.
const nameOf = (event) => {
  if (event.key === "?" || /^[a-z]$/.test(event.key)) return event.key;
  return /^Key[A-Z]$/.test(event.code) ? event.code.slice(3).toLowerCase() : event.key;
};

const isTyping = (element) => element.matches("textarea, select, input:not([type=radio], [type=checkbox])");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || dialog.open) return;
  if (isTyping(event.target)) {
    if (event.key === "Escape") (current() ?? event.target).focus();
    return;
  }
  if (event.key === "?" && !isOn()) return acts["?"]();
  if (!isOn()) return;
  if (event.key === "Enter" && event.target.matches("[data-stop], [type=radio]")) {
    event.preventDefault();
    const button = form.querySelector("[data-decide]");
    if (button) form.requestSubmit(button);
    return;
  }
  // On a button a space is a press; on a finding it plays.
  const act = event.key === " " && event.target.matches("[data-stop]") ? acts.p : acts[nameOf(event)];
  if (!act) return;
  event.preventDefault();
  act();
});

// Whoever plays or reads the passage of a finding in the texts has its evidence open, too.
const spanOf = ({ dataset }) => [Number(dataset.seekS), Number(dataset.untilS ?? dataset.seekS)];
document.addEventListener("click", (event) => {
  const passage = event.target.closest(".passages > li")?.querySelector("[data-seek-s]");
  if (!passage) return;
  const [fromS, toS] = spanOf(passage);
  for (const finding of page.querySelectorAll("[data-finding]")) {
    const at = finding.querySelector(".finding-meta [data-seek-s]");
    const button = finding.querySelector('[data-key="e"]');
    if (!at || !button) continue;
    const [startS, endS] = spanOf(at);
    if (startS > toS || fromS > endS) continue;
    finding.dataset.wasRead = "";
    button.click();
  }
});

// A finding whose evidence was opened is a new element in the same place: the place keeps the focus.
let opening = "";
document.addEventListener("htmx:beforeRequest", (event) => {
  const finding = event.target.closest("[data-finding]");
  // Who reads on in the texts is not taken away from there.
  opening = finding && !("wasRead" in finding.dataset) ? finding.id : "";
});
document.addEventListener("htmx:afterSettle", () => {
  if (opening) document.getElementById(opening)?.focus();
  opening = "";
});

// The lease is renewed while somebody is there.
let renewed = Date.now();
const renew = () => {
  if (Date.now() - renewed < RENEW_MS || !document.querySelector("#keeping")) return;
  renewed = Date.now();
  form.dispatchEvent(new CustomEvent("keep"));
};
for (const name of ["keydown", "pointerdown", "wheel", "touchmove"]) document.addEventListener(name, renew, { passive: true });
document.querySelector("video")?.addEventListener("timeupdate", renew);

// What was typed is not kept: that is said, and it is sent again once that can help. After a new sign-in the page's
// forms have an old token: the same page, asked for again, has the new one.
const kept = document.querySelector("#kept") ?? says;
const AGAIN_MS = 10_000;
let again;
const keep = () => form.dispatchEvent(new CustomEvent("keep"));
const notKept = (sentence) => {
  kept.textContent = sentence;
  clearTimeout(again);
  again = setTimeout(keep, AGAIN_MS);
};
let tokensAt = -AGAIN_MS;
const renewTokens = async () => {
  if (performance.now() - tokensAt < AGAIN_MS) return 403;
  tokensAt = performance.now();
  const answer = await fetch(location.href, { credentials: "same-origin" });
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[name=csrfmiddlewaretoken]");
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = fresh?.value ?? field.value;
  return answer.status;
};
document.addEventListener("htmx:sendError", () => notKept(page.dataset.offline));
document.addEventListener("htmx:responseError", async ({ detail: { xhr } }) => {
  const status = xhr.status === 403 ? await renewTokens().catch(() => 0) : xhr.status;
  if (status === 200) keep();
  else notKept(status === 401 ? page.dataset.signedOut : page.dataset.notKept);
});
addEventListener("online", keep);

const hint = document.querySelector(".keys-hint");
hint.hidden = false;
hint.querySelector("[data-keys]").addEventListener("click", () => dialog.showModal());
const on = document.querySelector("#keys-on");
on.checked = isOn();
on.addEventListener("change", () => localStorage.setItem(SWITCH, on.checked ? "on" : "off"));
document.querySelector(".problem")?.scrollIntoView({ block: "center" });
