// Which browser this is, for where its settings are. Nothing else depends on it.
const agent = navigator.userAgent;

const named = () => {
  if (/Edg\//.test(agent)) return "edge";
  if (/Firefox\//.test(agent)) return "firefox";
  if (/Chrom(e|ium)\//.test(agent)) return "chrome";
  return /Safari\//.test(agent) ? "safari" : "other";
};

export const browser = named();

// VP8 costs least; Opus in WebM is what every browser that can record WebM has.
const TYPES = ["video/webm;codecs=vp8,opus", "video/webm;codecs=vp9,opus", "video/webm"];

/** The media type to record, or undefined where there is no WebM. */
export const recordedType = () => globalThis.MediaRecorder && TYPES.find((type) => MediaRecorder.isTypeSupported(type));

export const canShareScreen = () => Boolean(navigator.mediaDevices?.getDisplayMedia);
