// How loud the microphone is, ten times a second, and whether it says anything at all.
const EVERY_MS = 100;
/** Quieter than any room that a working microphone hears. */
const SILENCE = 0.002;
const SILENT_AFTER_MS = 3000;

/** `tell({ level, isSilent })` until the function that is returned is called. `level` is 0 to 1. */
export const watchLevel = (stream, tell) => {
  const audio = new AudioContext();
  const analyser = audio.createAnalyser();
  analyser.fftSize = 2048;
  audio.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const [track] = stream.getAudioTracks();
  let heardAt = performance.now();
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    const loudness = Math.sqrt(samples.reduce((sum, one) => sum + one * one, 0) / samples.length);
    if (loudness > SILENCE && !track.muted) heardAt = performance.now();
    tell({ level: scaled(loudness), isSilent: performance.now() - heardAt > SILENT_AFTER_MS });
  }, EVERY_MS);
  return () => {
    clearInterval(timer);
    return audio.close();
  };
};

// Loudness as ears have it: from -60 dB, which is nothing, to 0 dB, which is too much.
const scaled = (loudness) => Math.min(1, Math.max(0, 1 + Math.log10(Math.max(loudness, 1e-6)) / 3));
