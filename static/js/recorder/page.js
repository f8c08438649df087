// The page "Record": what its buttons do, and what it shows of it.
import { Board } from "./board.js";
import { browser, canShareScreen, recordedType } from "./browser.js";
import { Composer } from "./composer.js";
import { Devices } from "./devices.js";
import { handIn } from "./handing-in.js";
import { Practice, PRACTICE_S } from "./practice.js";
import { Preflight } from "./preflight.js";
import { Sender } from "./sender.js";
import { endWhatWasLeft, Session } from "./session.js";
import { Refused, SignedOut, Site, Unreachable } from "./site.js";
import { Store } from "./store.js";
import { Take } from "./take.js";
import { partsOf, watchParts } from "./watch.js";
import { clock, moment, number, say } from "./words.js";

const page = document.querySelector("[data-recorder]");
const setup = JSON.parse(document.querySelector("#recorder-setup").textContent);
const player = page.querySelector("[data-player]");
const surely = page.querySelector("[data-surely]");
const NARROW = "(max-width: 30rem)";
const DRAW_MS = 500;
const SLOW_FPS = 8;

const board = new Board(page);
const site = new Site();
const devices = new Devices((name) => deviceEnded(name));
const preflight = new Preflight(page, { site, setup, devices });
let store;
let composer;
let practice;
let take;
let sender;
let session;
let isCutOff = false;
let shown;

// Devices.

const wants = (name) => page.querySelector(`[data-wanted=${name}]`)?.checked ?? true;

const checks = {
  screen: () => preflight.checkScreen(),
  camera: () => (wants("camera") ? preflight.checkCamera() : preflight.leaveCameraOut()),
  microphone: () => (wants("microphone") ? preflight.checkMicrophone() : preflight.leaveMicrophoneOut()),
};

/** Opens what is wanted and not open. The screen first: browsers want a click right before it. */
const openDevices = async () => {
  for (const name of ["screen", "camera", "microphone"]) {
    if (!wants(name) || devices.isLive(name) || (await checks[name]())) continue;
    board.trouble("start_without", { name: say(`name_${name}`) });
    preflight.focusOn(name);
    return false;
  }
  composer ??= new Composer(page.querySelector("canvas"));
  await composer.showScreen(devices.screen);
  await composer.showCamera(devices.camera);
  await composer.hear(devices.microphone);
  return true;
};

const deviceEnded = async (name) => {
  preflight.sayEnded(name);
  if (board.state !== "recording") return;
  await session.pause(`${name} ended`);
  board.enter("paused");
  board.trouble(`paused_${name}`);
};

// A take, from its first second to its receipt.

const sending = (what, error) => {
  if (what === "lost") {
    isCutOff = !error?.status;
    board.announce(isCutOff ? "network_lost" : "site_busy");
    if (isCutOff) session?.note("network_lost");
  }
  if (what === "back") {
    board.announce("network_back");
    if (isCutOff) session?.note("network_back");
    isCutOff = false;
  }
  if (what === "signed_out") board.trouble("signed_out");
  if (what === "refused") board.trouble(error.status === 413 ? "too_large" : "refused", { status: error.status });
  draw();
};

const follow = (opened) => {
  take = opened;
  sender = new Sender(site, take, sending);
};

const record = async () => {
  session = new Session(take, composer, sender, tooFull);
  await session.start();
  board.enter("recording");
  draw();
};

const tooFull = async () => {
  if (board.state !== "recording") return;
  await session.pause("disk full");
  board.enter("paused");
  board.trouble("full");
};

const closeDevices = async () => {
  preflight.stopListening();
  devices.close();
  await composer?.close();
  composer = null;
  session = null;
};

const forgetTake = async () => {
  closeWatch();
  sender.close();
  await take.forget();
  take = null;
};

const received = async (answer) => {
  if (!answer.safe_to_close) throw new Error("The site keeps it, but does not call it safe yet");
  page.querySelector("[data-sha256]").textContent = answer.sha256;
  page.querySelector("[data-submission]").href = answer.submission;
  page.querySelector("[data-receipt]").href = answer.receipt;
  await forgetTake();
  board.enter("handed_in");
};

// Watching.

const closeWatch = () => {
  shown?.close();
  shown = null;
  page.querySelector("[data-watch]").hidden = true;
};

const watch = async () => {
  closeWatch();
  shown = await watchParts(player, await partsOf(take));
  const list = page.querySelector("[data-parts]");
  list.replaceChildren(...shown.addresses.map(part));
  page.querySelector("[data-watch]").hidden = false;
  player.focus();
};

const part = (address, place) => {
  const item = document.createElement("li");
  const play = document.createElement("button");
  const save = document.createElement("a");
  play.type = "button";
  play.className = save.className = "quiet button";
  play.textContent = say("part", { number: place + 1 });
  play.addEventListener("click", () => shown.show(place, true));
  save.href = address;
  save.download = `${setup.file_name}-${place + 1}.webm`;
  save.textContent = say("save_part", { number: place + 1 });
  item.append(play, save);
  return item;
};

// What the buttons do.

const acts = {
  "check-screen": checks.screen,
  "check-camera": checks.camera,
  "check-microphone": checks.microphone,
  "check-network": () => preflight.checkNetwork(),
  "check-disk": () => preflight.checkDisk(),

  async practise() {
    if (!(await openDevices())) return;
    practice = new Practice();
    board.enter("practising");
    const rate = await practice.record(composer, (seconds) => board.showTime(Math.max(0, PRACTICE_S - seconds)));
    await practice.watch(page.querySelector("[data-practice]"));
    board.enter("practised");
    if (rate < SLOW_FPS) board.trouble("slow", { rate: number(rate, 0) });
  },
  "stop-practice": () => practice.stop(),
  "throw-away"() {
    practice.throwAway();
    board.enter("ready");
  },

  async start() {
    if (!(await openDevices())) return;
    follow(await Take.begin(site, store, setup));
    await record();
  },
  async pause() {
    await session.pause();
    board.enter("paused");
  },
  async resume() {
    const ended = ["screen", "camera", "microphone"].filter((name) => wants(name) && !devices.isLive(name));
    if (!(await openDevices())) return;
    await take.storeHeld();
    if (take.isFull) return board.trouble("full");
    if (ended.length) await session.note("device_changed", ended.join(" "));
    await session.resume();
    board.enter("recording");
  },
  async stop() {
    await session.stop();
    await closeDevices();
    board.enter("stopped");
    draw();
  },
  async "go-on"() {
    closeWatch();
    if (await openDevices()) await record();
  },
  async "stop-here"() {
    await endWhatWasLeft(take);
    sender.wake();
    board.enter("stopped");
  },
  watch,
  discard: () => surely.showModal(),
  async "discard-surely"() {
    surely.close();
    await site.tell(take.row.discard, {}).catch(unlessUnknown);
    await forgetTake();
    board.enter("ready");
  },
  keep: () => surely.close(),
  async "hand-in"() {
    closeWatch();
    board.enter("handing_in");
    try {
      await received(await handIn(site, take, sender));
    } catch (error) {
      board.enter("stopped");
      throw error;
    }
  },
};

const unlessUnknown = (error) => {
  if (!(error instanceof Refused && error.status === 404)) throw error;
};

page.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-act]");
  if (!button || button.getAttribute("aria-busy") === "true") return;
  button.setAttribute("aria-busy", "true");
  try {
    await acts[button.dataset.act]();
  } catch (error) {
    console.warn(error);
    board.trouble(...troubleOf(error));
  } finally {
    button.removeAttribute("aria-busy");
  }
});

const troubleOf = (error) => {
  if (error instanceof Unreachable) return ["unreachable"];
  if (error instanceof SignedOut) return ["signed_out"];
  if (error instanceof Refused) return ["refused", { status: error.status }];
  return ["failed", { error: String(error) }];
};

for (const name of ["camera", "microphone"]) {
  page.querySelector(`[data-wanted=${name}]`).addEventListener("change", checks[name]);
}

document.addEventListener("visibilitychange", () => session?.note(document.hidden ? "hidden" : "shown"));

addEventListener("beforeunload", (event) => {
  if (take) event.preventDefault();
});

const draw = () => {
  if (!take) return;
  const recordedS = session?.recordedS ?? take.seconds.recorded;
  board.showTime(recordedS);
  board.showSafety(take, recordedS, sender.isLost);
};
setInterval(draw, DRAW_MS);

// Opening the page.

/** Holds the assignment's lock as long as this tab lives. Whether it is free. */
const alone = () =>
  new Promise((resolve) => {
    navigator.locks.request(`candor-recorder-${setup.person}-${setup.assignment}`, { ifAvailable: true }, (lock) => {
      resolve(Boolean(lock));
      return lock && new Promise(() => {});
    });
  });

/** What was left in this browser: unfinished, stopped, or handed in by now. */
const pickUp = async (row) => {
  const there = await site.look(row.journal.replace(/journal\/$/, "")).catch(() => null);
  follow(await Take.of(store, row));
  if (there?.state === "handed_in") return received(there);
  if (!take.hasRecording || there?.state === "discarded") {
    await forgetTake();
    return board.enter("ready");
  }
  sender.wake();
  board.enter(row.state === "stopped" ? "stopped" : "unfinished");
  page.querySelector("[data-left]").textContent = say("left", { at: moment(take.lastAt), length: clock(take.seconds.recorded) });
  draw();
};

const impossible = () => {
  board.enter("impossible");
  if (!canShareScreen()) board.trouble("screen_impossible");
  else if (!recordedType()) board.trouble([`format_bad_${browser}`, "format_bad"]);
};

const open = async () => {
  if (!(await alone())) return board.enter("elsewhere");
  try {
    store = await Store.open(setup.person);
  } catch {
    return board.enter("unstorable");
  }
  const left = (await store.takesOf(setup.assignment)).at(-1);
  // What was left is handed in wherever that is possible.
  if (left) await pickUp(left);
  else if (!canShareScreen() || !recordedType() || matchMedia(NARROW).matches) return impossible();
  else board.enter("ready");
  await preflight.lookAround();
};

open();
