// What spares a reviewer: blur, grey and no picture are the stylesheet's; here choices are kept, and sound is switched.
const boxes = [...document.querySelectorAll("[data-care]")];
const video = document.querySelector(".gentle video");
const keyOf = (box) => `candor.care.${box.dataset.care}`;

const apply = (box) => {
  if (box.dataset.care === "muted") video.muted = box.checked;
};

for (const box of boxes) {
  const kept = localStorage.getItem(keyOf(box));
  if (kept) box.checked = kept === "on";
  box.disabled = false;
  apply(box);
  box.addEventListener("change", () => {
    localStorage.setItem(keyOf(box), box.checked ? "on" : "off");
    apply(box);
  });
}
video.addEventListener("volumechange", () => {
  boxes.find((box) => box.dataset.care === "muted").checked = video.muted;
});
