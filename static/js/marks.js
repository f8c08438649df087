// Before the findings are open: the player's time goes into a mark's fields. Without this module it is typed.
const page = document.querySelector("[data-marks]");
const video = page.querySelector("video");

const clock = (seconds) => {
  const whole = Math.floor(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const [hours, minutes, rest] = parts;
  const two = (number) => String(number).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
};

for (const button of page.querySelectorAll("[data-take-time]")) {
  const field = page.querySelector(`[data-mark-${button.dataset.takeTime}]`);
  button.hidden = false;
  button.addEventListener("click", () => {
    field.value = clock(video.currentTime);
    field.focus();
  });
}
