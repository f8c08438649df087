// The buttons under the picture.
import { clock } from "./playing.js";

export const controls = (root, player) => {
  const { video } = player;
  const find = (name) => root.querySelector(`[data-player-${name}]`);
  const [play, time, speed, mute, whole] = ["play", "time", "speed", "mute", "whole"].map(find);

  const showPlaying = () => {
    play.textContent = video.paused ? play.dataset.play : play.dataset.pause;
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
  for (const name of ["play", "pause", "ended"]) video.addEventListener(name, showPlaying);
  for (const name of ["timeupdate", "seeking", "seeked"]) video.addEventListener(name, showTime);
  video.addEventListener("ratechange", showSpeed);
  video.addEventListener("volumechange", showMuted);

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
  video.addEventListener("error", () => { find("error").hidden = false; });
  if (video.error) find("error").hidden = false;

  video.controls = false;
  root.querySelector(".player-bar").hidden = false;
  for (const show of [showPlaying, showTime, showSpeed, showMuted]) show();
};
