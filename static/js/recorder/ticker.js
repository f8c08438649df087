// A worker that only counts time: a page's own timers are slowed down while its tab is in the background.
// It waits for the page to be done with one tick before it sends another, so that a slow machine draws
// fewer pictures and does not fall behind for ever.
let timer;
let isWaiting = false;

const tick = () => {
  if (isWaiting) return;
  isWaiting = true;
  postMessage(0);
};

addEventListener("message", ({ data }) => {
  if (data === "done") {
    isWaiting = false;
    return;
  }
  clearInterval(timer);
  if (data) timer = setInterval(tick, data);
});
