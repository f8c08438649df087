// A worker that only counts time: a page's own timers are slowed down while its tab is in the background.
// It waits for the page to be done with one tick before it sends another, so that a slow machine draws
// fewer pictures and does not fall behind for ever.
let timer;
let isDrawing = false;
let isDue = false;

const tick = () => {
  isDue = isDrawing;
  if (isDrawing) return;
  isDrawing = true;
  postMessage(0);
};

addEventListener("message", ({ data }) => {
  if (data === "done") {
    isDrawing = false;
    if (isDue) tick();
    return;
  }
  clearInterval(timer);
  isDue = false;
  if (data) timer = setInterval(tick, data);
});
