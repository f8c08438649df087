// Screen, camera and sound as one stream: drawn on a canvas, mixed in an audio graph.
export const WIDTH_PX = 1280;
export const HEIGHT_PX = 720;
export const FPS = 15;
const INSET_PX = 256;
const MARGIN_PX = 16;

export class Composer {
  #canvas;
  #context;
  #audio;
  #mixed;
  #track;
  #pictures;
  #ticker;
  #screen = null;
  #camera = null;
  #sound = null;
  #drawn = 0;
  #runsSince = 0;

  /** Draws on the canvas, whose size becomes the recording's. */
  constructor(canvas) {
    canvas.width = WIDTH_PX;
    canvas.height = HEIGHT_PX;
    this.#canvas = canvas;
    this.#context = canvas.getContext("2d", { alpha: false });
    this.#audio = new AudioContext();
    this.#mixed = this.#audio.createMediaStreamDestination();
    const captured = canvas.captureStream(0);
    [this.#track] = captured.getVideoTracks();
    // Of the track by the standard; Firefox has it of the stream.
    this.#pictures = this.#track.requestFrame ? this.#track : captured;
    this.#ticker = new Worker(new URL("ticker.js", import.meta.url));
    this.#ticker.addEventListener("message", () => {
      this.#draw();
      this.#ticker.postMessage("done");
    });
  }

  /** The composed stream: the same as long as there is a composer, whatever is shown in it. */
  get stream() {
    return new MediaStream([this.#track, ...this.#mixed.stream.getAudioTracks()]);
  }

  async showScreen(stream) {
    this.#screen = await playing(stream, this.#screen);
  }

  async showCamera(stream) {
    this.#camera = stream ? await playing(stream, this.#camera) : gone(this.#camera);
  }

  async hear(stream) {
    this.#sound?.disconnect();
    this.#sound = stream ? this.#audio.createMediaStreamSource(stream) : null;
    this.#sound?.connect(this.#mixed);
    await this.#audio.resume();
  }

  /** Pictures a second since it runs: fewer than FPS where the machine is slow. */
  get rate() {
    return (this.#drawn * 1000) / Math.max(1, performance.now() - this.#runsSince);
  }

  run() {
    this.#drawn = 0;
    this.#runsSince = performance.now();
    this.#draw();
    this.#ticker.postMessage(1000 / FPS);
  }

  rest() {
    this.#ticker.postMessage(0);
  }

  async close() {
    this.#ticker.terminate();
    gone(this.#screen);
    gone(this.#camera);
    this.#track.stop();
    await this.#audio.close();
  }

  #draw() {
    this.#context.fillStyle = "black";
    this.#context.fillRect(0, 0, WIDTH_PX, HEIGHT_PX);
    if (this.#screen) this.#drawScreen(this.#screen);
    if (this.#camera?.videoWidth) this.#drawCamera(this.#camera);
    this.#pictures.requestFrame();
    this.#drawn += 1;
  }

  // As large as it can be without being cut or stretched.
  #drawScreen(video) {
    const scale = Math.min(WIDTH_PX / video.videoWidth, HEIGHT_PX / video.videoHeight);
    const [width, height] = [video.videoWidth * scale, video.videoHeight * scale];
    if (width > 0) this.#context.drawImage(video, (WIDTH_PX - width) / 2, (HEIGHT_PX - height) / 2, width, height);
  }

  #drawCamera(video) {
    const height = (INSET_PX * video.videoHeight) / video.videoWidth;
    const [left, top] = [WIDTH_PX - INSET_PX - MARGIN_PX, HEIGHT_PX - height - MARGIN_PX];
    this.#context.drawImage(video, left, top, INSET_PX, height);
  }
}

// In the page, for some browsers play no video that is not; seen by nobody there.
const playing = async (stream, earlier) => {
  const video = document.createElement("video");
  video.className = "recorder-source";
  video.muted = true;
  video.playsInline = true;
  video.setAttribute("aria-hidden", "true");
  video.tabIndex = -1;
  video.srcObject = new MediaStream(stream.getVideoTracks());
  document.body.append(video);
  await video.play();
  gone(earlier);
  return video;
};

const gone = (video) => {
  video?.remove();
  return null;
};
