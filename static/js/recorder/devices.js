// Camera, microphone and screen: asked for, kept, and watched for their end.
const CAMERA = { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 15 } };
const MICROPHONE = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
const SCREEN = {
  video: { frameRate: { ideal: 15 }, width: { max: 1920 } },
  audio: false,
  selfBrowserSurface: "include",
  surfaceSwitching: "include",
};

export class Devices {
  screen = null;
  camera = null;
  microphone = null;
  #ended;

  /** `ended(name)` is called when the person, the browser or a cable ends one of them. */
  constructor(ended) {
    this.#ended = ended;
  }

  async openScreen() {
    this.screen = this.#instead("screen", await navigator.mediaDevices.getDisplayMedia(SCREEN));
    return this.screen;
  }

  async openCamera() {
    this.camera = this.#instead("camera", await navigator.mediaDevices.getUserMedia({ video: CAMERA }));
    return this.camera;
  }

  async openMicrophone() {
    this.microphone = this.#instead("microphone", await navigator.mediaDevices.getUserMedia({ audio: MICROPHONE }));
    return this.microphone;
  }

  isLive(name) {
    return Boolean(this[name]?.active);
  }

  closeCamera() {
    stop(this.camera);
    this.camera = null;
  }

  closeMicrophone() {
    stop(this.microphone);
    this.microphone = null;
  }

  close() {
    for (const name of ["screen", "camera", "microphone"]) {
      stop(this[name]);
      this[name] = null;
    }
  }

  // A track that is stopped here fires no event: only ends that came from elsewhere are told.
  #instead(name, stream) {
    stop(this[name]);
    const [track] = stream.getTracks();
    track.addEventListener("ended", () => {
      if (this[name] === stream) this.#ended(name);
    });
    return stream;
  }
}

const stop = (stream) => {
  for (const track of stream?.getTracks() ?? []) track.stop();
};

/** Why a device could not be opened: the last part of the sentence's name. */
export const reasonOf = (error) => {
  const known = {
    NotAllowedError: /system/i.test(error.message) ? "system" : "denied",
    NotFoundError: "absent",
    NotReadableError: "busy",
    AbortError: "busy",
  };
  return known[error.name] ?? "failed";
};
