// The buttons under the picture.
import { clock } from "./playing.js";

const reasonOf = async (address) => {
  try {
    const { status } = await fetch(address, { method: "HEAD", credentials: "same-origin" });
    return { 401: "signed-out", 404: "gone" }[status] ?? "format";
  } catch {
    return "offline";
  }
};

export const controls = (root, player) => {
  const { video } = player;
  const find = (name) => root.querySelector(`[data-player-${name}]`);
  const [play, time, speed, mute, whole] = ["play", "time", "speed", "mute", "whole"].map(find);

  const showPlaying = () => {
    // What failed or was loaded anew while it played stands still, and no browser says that it paused.
    play.textContent = video.paused || video.error ? play.dataset.play : play.dataset.pause;
  };
  const showTime = () => {
    time.textContent = clock(video.currentTime, 1);
  };
  const showSpeed = () => {
    speed.value = String(video.playbackRate);
  };
  const showMuted = () => {
    mute.textContent = video.muted ? mute.dataset.unmute : mute.dataset.mute;
  };
  for (const name of ["play", "pause", "ended", "emptied", "error"]) video.addEventListener(name, showPlaying);
  for (const name of ["timeupdate", "seeking", "seeked"]) video.addEventListener(name, showTime);
  video.addEventListener("ratechange", showSpeed);
  video.addEventListener("volumechange", showMuted);

  play.addEventListener("click", () => { if (video.error) video.load(); });
  play.addEventListener("click", player.toggle);
  video.addEventListener("click", player.toggle);
  find("back").addEventListener("click", () => player.step(-1));
  find("forward").addEventListener("click", () => player.step(1));
  speed.addEventListener("change", () => { video.playbackRate = Number(speed.value); });
  mute.addEventListener("click", () => { video.muted = !video.muted; });
  whole.hidden = !document.fullscreenEnabled;
  whole.addEventListener("click", () => { video.requestFullscreen(); });
  // In full screen the browser's own controls are the only ones there are.
  document.addEventListener("fullscreenchange", () => { video.controls = document.fullscreenElement === video; });
  // Why it does not play: asked of the site, as a player is told no more than that it failed.
  const sayWhy = async () => {
    const why = await reasonOf(video.currentSrc || video.src);
    const place = find("error");
    for (const one of place.querySelectorAll("[data-why]")) one.hidden = one.dataset.why !== why;
    place.hidden = false;
  };
  video.addEventListener("error", sayWhy);
  if (video.error) sayWhy();
  video.addEventListener("canplay", () => { find("error").hidden = true; });

  video.controls = false;
  root.querySelector(".player-bar").hidden = false;
  for (const show of [showPlaying, showTime, showSpeed, showMuted]) show();
};
