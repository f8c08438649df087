// Evidence in full size, in a dialog; arrows go to the picture before and after it.
export const pictures = () => {
  const dialog = document.querySelector("[data-picture-dialog]");
  if (!dialog) return;
  const image = dialog.querySelector("img");
  const caption = dialog.querySelector("[data-caption]");
  let shown = null;

  const show = (link) => {
    shown = link;
    image.src = link.href;
    image.alt = link.querySelector("img").alt;
    caption.textContent = image.alt;
    if (!dialog.open) dialog.showModal();
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-full]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show(link);
  });
  dialog.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    const all = [...document.querySelectorAll("a[data-full]")];
    const next = all[all.indexOf(shown) + step];
    if (next) show(next);
  });
  dialog.addEventListener("close", () => {
    shown?.focus();
    image.removeAttribute("src");
  });
};
