// Times play the video from there; a span is played to its end and no further.
(() => {
  "use strict";
  const video = document.querySelector("video");
  if (!video) return;
  let untilS = null;

  const play = (fromS, toS) => {
    untilS = toS;
    video.currentTime = fromS;
    // A browser may refuse to play unasked; the picture then still stands at the right time.
    const started = video.play();
    if (started) started.catch(() => {});
  };

  video.addEventListener("timeupdate", () => {
    if (untilS !== null && video.currentTime >= untilS) {
      untilS = null;
      video.pause();
    }
  });

  document.addEventListener("click", (event) => {
    const time = event.target.closest("[data-seek-s]");
    if (time) {
      const until = time.dataset.untilS;
      play(Number(time.dataset.seekS), until === undefined ? null : Number(until));
      return;
    }
    const lane = event.target.closest("svg.lane");
    if (lane) {
      const lengthS = Number(lane.closest("[data-duration-s]").dataset.durationS);
      const place = lane.getBoundingClientRect();
      play(((event.clientX - place.left) / place.width) * lengthS, null);
    }
  });
})();
