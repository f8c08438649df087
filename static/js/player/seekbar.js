// The place in the recording: a bar above the lanes, with a picture of where it leads, and a line across them.
import { clock } from "./playing.js";

const STRIDE_S = 5;

export const seekbar = (root, player, lengthS) => {
  const { video } = player;
  const bar = root.querySelector("[data-seekbar]");
  const input = bar.querySelector("input");
  const lanes = document.querySelector(".lanes");
  let isHeld = false;

  if (lanes) moveOnto(lanes, bar);
  const line = lanes ? lineAcross(lanes) : null;

  const length = () => lengthS || video.duration || 0;
  const show = () => {
    input.max = length();
    if (!isHeld) input.value = video.currentTime;
    input.setAttribute("aria-valuetext", `${clock(Number(input.value))} / ${clock(length())}`);
    line?.(length() ? Number(input.value) / length() : 0);
  };
  const tick = () => {
    show();
    if (!video.paused) requestAnimationFrame(tick);
  };
  for (const name of ["timeupdate", "seeking", "loadedmetadata"]) video.addEventListener(name, show);
  video.addEventListener("play", tick);

  input.addEventListener("input", () => {
    isHeld = true;
    player.seek(Number(input.value));
    show();
  });
  input.addEventListener("change", () => { isHeld = false; });
  input.addEventListener("keydown", (event) => {
    const strides = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -6, PageUp: 6 }[event.key];
    if (!strides || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    player.seek(Math.min(length(), video.currentTime + strides * STRIDE_S));
    show();
  });
  preview(root, bar, input, length);
  show();
};

// In the lanes' own column, so that it stands over them.
const moveOnto = (lanes, bar) => {
  const corner = document.createElement("p");
  corner.className = "lane-label";
  corner.setAttribute("aria-hidden", "true");
  lanes.prepend(corner, bar);
};

const lineAcross = (lanes) => {
  const line = document.createElement("div");
  line.className = "playhead";
  line.setAttribute("aria-hidden", "true");
  lanes.append(line);
  const scale = lanes.querySelector(".axis");
  return (part) => {
    line.style.insetInlineStart = `${scale.getBoundingClientRect().left - lanes.getBoundingClientRect().left + part * scale.getBoundingClientRect().width}px`;
  };
};

const preview = (root, bar, input, length) => {
  const shown = bar.querySelector("[data-preview]");
  const picture = shown.querySelector("[data-picture]");
  const time = shown.querySelector("[data-time]");
  const sheet = root.dataset;

  const at = (part) => {
    const seconds = Math.min(1, Math.max(0, part)) * length();
    time.textContent = clock(seconds);
    shown.style.insetInlineStart = `${100 * Math.min(1, Math.max(0, part))}%`;
    shown.hidden = false;
    if (!sheet.thumbnails) return;
    const number = Math.min(Number(sheet.thumbnailsCount) - 1, Math.floor(seconds / Number(sheet.thumbnailsEveryS)));
    const [width, height, columns] = [sheet.thumbnailsWidth, sheet.thumbnailsHeight, sheet.thumbnailsColumns].map(Number);
    picture.style.width = `${width}px`;
    picture.style.height = `${height}px`;
    picture.style.backgroundImage = `url("${sheet.thumbnails}")`;
    picture.style.backgroundPosition = `-${(number % columns) * width}px -${Math.floor(number / columns) * height}px`;
  };
  const hide = () => { shown.hidden = true; };
  bar.addEventListener("pointermove", (event) => {
    const place = input.getBoundingClientRect();
    const thumb = 16;
    at((event.clientX - place.left - thumb / 2) / (place.width - thumb));
  });
  bar.addEventListener("pointerleave", hide);
  input.addEventListener("keyup", () => at(Number(input.value) / length()));
  input.addEventListener("blur", hide);
};
