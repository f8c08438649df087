// What was said and what stood on the screen: fetched when it comes into sight, and followed while it plays.
import { linesIn, reveal } from "./lines.js";
import { search } from "./search.js";

export const texts = (player) => {
  const root = document.querySelector("[data-texts]");
  if (!root) return;
  const place = root.querySelector("[data-texts-place]");
  let isAsked = false;

  const load = async () => {
    if (isAsked) return;
    isAsked = true;
    say("loading");
    try {
      const answer = await fetch(root.dataset.texts, { credentials: "same-origin" });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      place.innerHTML = await answer.text();
    } catch {
      isAsked = false;
      say("failed");
      return;
    }
    say("");
    root.querySelector("[data-texts-tools]").hidden = false;
    const lines = linesIn(place);
    playWords(place, player);
    follow(root, player.video, lines);
    search(root, lines);
  };
  const say = (state) => {
    for (const one of root.querySelectorAll("[data-texts-state]")) one.hidden = one.dataset.textsState !== state;
  };
  root.querySelector("[data-texts-again]").addEventListener("click", load);
  new IntersectionObserver((seen, observer) => {
    if (!seen.some((one) => one.isIntersecting)) return;
    observer.disconnect();
    load();
  }, { rootMargin: "200px" }).observe(root);
};

// A click into the text plays from the word that was meant to the end of its passage.
const playWords = (place, player) => {
  place.addEventListener("click", (event) => {
    const text = event.target.closest("span[dir]");
    if (!text || !getSelection().isCollapsed) return;
    const time = text.parentElement.querySelector("[data-seek-s]");
    const words = text.dataset.words?.split(" ").map(Number);
    const fromS = words ? words[wordAt(event, text)] : Number(time.dataset.seekS);
    player.span(fromS ?? Number(time.dataset.seekS), Number(time.dataset.untilS ?? NaN) || null);
  });
};

const wordAt = (event, text) => {
  const caret = document.caretPositionFromPoint?.(event.clientX, event.clientY);
  const range = caret ? null : document.caretRangeFromPoint?.(event.clientX, event.clientY);
  const offset = caret?.offset ?? range?.startOffset ?? 0;
  return text.textContent.slice(0, offset).split(" ").length - 1;
};

const follow = (root, video, lines) => {
  const wish = root.querySelector("[data-texts-follow]");
  let current = new Set();
  const show = () => {
    const now = video.currentTime;
    const fresh = new Set(lines.filter((line) => line.startS <= now && now < line.endS));
    const came = [...fresh].filter((line) => !current.has(line));
    for (const line of current) if (!fresh.has(line)) line.element.removeAttribute("aria-current");
    for (const line of came) line.element.setAttribute("aria-current", "true");
    current = fresh;
    if (!wish.checked) return;
    for (const pane of new Set(came.map((line) => line.pane))) reveal(came.find((line) => line.pane === pane));
  };
  video.addEventListener("timeupdate", show);
  video.addEventListener("seeked", show);
};
