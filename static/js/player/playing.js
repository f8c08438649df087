// Plays the recording: all of it, just one span, faster or slower, or picture by picture.
export const SPEEDS = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4];
// The copy has at most 30 pictures a second.
const PICTURE_S = 1 / 30;

export const playing = (video) => {
  let untilS = null;

  const stopAtItsEnd = () => {
    if (untilS === null || video.currentTime < untilS) return;
    const endS = untilS;
    untilS = null;
    video.pause();
    video.currentTime = endS;
  };
  // With every picture; the event that browsers send comes four times a second, and also in the background.
  const watch = () => {
    stopAtItsEnd();
    if (untilS !== null && !video.paused) requestAnimationFrame(watch);
  };
  video.addEventListener("play", watch);
  video.addEventListener("timeupdate", stopAtItsEnd);
  video.addEventListener("ended", () => { untilS = null; });

  const start = () => {
    // A browser may refuse to play unasked; the picture then still stands at the right time.
    video.play()?.catch(() => {});
  };

  const seek = (atS) => {
    untilS = null;
    video.currentTime = Math.max(0, atS);
  };

  return {
    video,
    seek,
    span: (fromS, toS) => {
      seek(fromS);
      untilS = toS;
      start();
      watch();
    },
    toggle: () => {
      untilS = null;
      if (video.paused) start();
      else video.pause();
    },
    step: (pictures) => {
      video.pause();
      seek(video.currentTime + pictures * PICTURE_S);
    },
    faster: (steps) => {
      const now = SPEEDS.findIndex((speed) => speed >= video.playbackRate);
      video.playbackRate = SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, now + steps))];
    },
  };
};

// As the report writes times: 7:12, 1:02:03.
export const clock = (seconds, digits = 0) => {
  const whole = Math.floor(seconds);
  const two = (number) => String(number).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  const rest = digits ? (seconds % 60).toFixed(digits).padStart(3 + digits, "0") : two(whole % 60);
  return hours ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
};
