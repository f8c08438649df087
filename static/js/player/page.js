// The report page: the recording, its lanes, its texts and its evidence, all on one clock.
// Without this module the recording plays with the browser's own controls.
import { controls } from "./controls.js";
import { keys } from "./keys.js";
import { lanes } from "./lanes.js";
import { pictures } from "./pictures.js";
import { playing } from "./playing.js";
import { seekbar } from "./seekbar.js";
import { texts } from "./texts.js";

const root = document.querySelector("[data-player]");

if (root) {
  const player = playing(root.querySelector("video"));
  controls(root, player);
  seekbar(root, player, Number(document.querySelector("[data-duration-s]")?.dataset.durationS ?? 0));
  lanes(player);
  texts(player);
  pictures();
  keys(player);
  // As a report on paper leads here: the picture of that moment, without playing unasked.
  const asked = /^#t=(\d+(?:\.\d+)?)$/.exec(location.hash);
  if (asked) player.seek(Number(asked[1]));
}
