// What recording needs, one after another: each says what is wrong and how to mend it; none stops anybody silently.
import { browser } from "./browser.js";
import { reasonOf } from "./devices.js";
import { watchLevel } from "./level.js";
import { AUDIO_BITS, VIDEO_BITS } from "./stretch.js";
import { megabytes, number, say, sayFirst } from "./words.js";

const WANTED_MINUTES = 60;
const BITS_A_SECOND = VIDEO_BITS + AUDIO_BITS;
const WANTED_BYTES = (WANTED_MINUTES * 60 * BITS_A_SECOND) / 8;
const TRANSFER_BYTES = 512 * 1024;
const CLOCK_OFF_S = 60;

export class Preflight {
  #rows;
  #site;
  #setup;
  #devices;
  #unwatch = () => {};

  constructor(section, { site, setup, devices }) {
    this.#rows = section;
    this.#site = site;
    this.#setup = setup;
    this.#devices = devices;
  }

  /** What can be looked at without asking anybody. */
  async lookAround() {
    this.#say("format", "good", ["format_good"]);
    await Promise.all([this.checkDisk(), this.checkNetwork()]);
  }

  /** Asks for lasting storage on the way: else a browser short of room might clear it. Firefox asks the person. */
  async checkDisk() {
    await this.#sayRoom((await navigator.storage?.persisted?.()) ?? false);
    // Not waited for: an answer may never come.
    navigator.storage?.persist?.().then((isLasting) => isLasting && this.#sayRoom(true), () => {});
  }

  async #sayRoom(isLasting) {
    const { quota = 0, usage = 0 } = (await navigator.storage?.estimate?.()) ?? {};
    const room = quota - usage;
    if (room < WANTED_BYTES) {
      const minutes = Math.floor((room * 8) / BITS_A_SECOND / 60);
      this.#say("disk", "bad", ["disk_bad"], { room: megabytes(room), minutes });
    } else {
      const key = isLasting ? "disk_good" : "disk_not_lasting";
      this.#say("disk", isLasting ? "good" : "fair", [key], { room: megabytes(room) });
    }
  }

  /** Sends half a megabyte of nothing, which the site throws away; its answer tells the time, too. */
  async checkNetwork() {
    this.#say("network", "busy", ["checking"]);
    try {
      const { mbit, offS } = await this.#transfer();
      const wanted = BITS_A_SECOND / 1_000_000;
      const state = mbit >= wanted ? "good" : "fair";
      this.#say("network", state, [`network_${state}`], { mbit: number(mbit), wanted: number(wanted) });
      this.#sayClock(offS);
    } catch {
      this.#say("network", "bad", ["network_bad"]);
    }
  }

  async checkCamera() {
    if (!(await this.#opened("camera", () => this.#devices.openCamera()))) return false;
    const { width, height } = this.#devices.camera.getVideoTracks()[0].getSettings();
    this.#say("camera", "good", ["camera_good"], { width, height });
    return true;
  }

  leaveCameraOut() {
    this.#devices.closeCamera();
    this.#say("camera", "unasked", ["camera_off"]);
  }

  leaveMicrophoneOut() {
    this.stopListening();
    this.#devices.closeMicrophone();
    this.#say("microphone", "unasked", ["microphone_off"]);
  }

  stopListening() {
    this.#unwatch();
    this.#unwatch = () => {};
    this.#meter.hidden = true;
  }

  async checkMicrophone() {
    this.stopListening();
    if (!(await this.#opened("microphone", () => this.#devices.openMicrophone()))) return false;
    const meter = this.#meter;
    meter.hidden = false;
    let wasSilent = null;
    this.#unwatch = watchLevel(this.#devices.microphone, ({ level, isSilent }) => {
      meter.value = level;
      if (isSilent === wasSilent) return;
      wasSilent = isSilent;
      if (isSilent) this.#say("microphone", "bad", [`microphone_muted_${browser}`, "microphone_muted"]);
      else this.#say("microphone", "good", ["microphone_good"]);
    });
    return true;
  }

  async checkScreen() {
    if (!(await this.#opened("screen", () => this.#devices.openScreen()))) return false;
    const { displaySurface = "monitor" } = this.#devices.screen.getVideoTracks()[0].getSettings();
    const isWhole = displaySurface === "monitor";
    this.#say("screen", isWhole ? "good" : "fair", [isWhole ? "screen_good" : "screen_part"]);
    return true;
  }

  /** Said where a device ended, whoever ended it. */
  sayEnded(name) {
    this.#say(name, "bad", [`${name}_ended`]);
  }

  focusOn(name) {
    (this.#row(name).querySelector("button") ?? this.#row(name)).focus();
  }

  async #opened(name, open) {
    this.#say(name, "busy", ["asking"]);
    try {
      await open();
      return true;
    } catch (error) {
      const reason = reasonOf(error);
      this.#say(name, "bad", [`${name}_${reason}_${browser}`, `${name}_${reason}`], { error: error.name });
      return false;
    }
  }

  async #transfer() {
    const sentAt = Date.now();
    const begun = performance.now();
    const headers = { "Content-Type": "application/octet-stream" };
    const response = await this.#site.ask("POST", this.#setup.speed, { headers, body: new Uint8Array(TRANSFER_BYTES) });
    const tookS = (performance.now() - begun) / 1000;
    const { clock } = response.json;
    return { mbit: (TRANSFER_BYTES * 8) / tookS / 1_000_000, offS: (Date.parse(clock) - (sentAt + Date.now()) / 2) / 1000 };
  }

  #sayClock(offS) {
    if (Math.abs(offS) <= CLOCK_OFF_S) return this.#say("clock", "good", ["clock_good"]);
    const minutes = Math.max(1, Math.round(Math.abs(offS) / 60));
    return this.#say("clock", "fair", [offS > 0 ? "clock_slow" : "clock_fast"], { minutes });
  }

  #say(name, state, sentences, values) {
    const row = this.#row(name);
    row.dataset.state = state;
    row.querySelector("[data-mark]").textContent = say(`mark_${state}`);
    row.querySelector("[data-says]").textContent = sayFirst(sentences, values);
  }

  get #meter() {
    return this.#row("microphone").querySelector("meter");
  }

  #row(name) {
    return this.#rows.querySelector(`[data-check="${name}"]`);
  }
}
