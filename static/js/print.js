// The page prints by itself; the button is there for those who look for one, and waits for what is still to come.
import { whole } from "./more.js";

const button = document.querySelector("[data-print]");

if (button) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await whole;
    window.print();
  });
}
