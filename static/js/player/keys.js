// Single keys for the player. They can be switched off, with the same switch as those of a case.
const SWITCH = "candor.keys";

const isTyping = (element) => element.matches("textarea, select, input:not([type=radio], [type=checkbox], [type=range])");
const isPressed = (element) => element.matches("button, a, summary, input, select, textarea, [data-stop]");

export const keys = (player) => {
  const acts = {
    ",": () => player.step(-1),
    ".": () => player.step(1),
    "[": () => player.faster(-1),
    "]": () => player.faster(1),
    "/": () => document.querySelector("[data-texts-search]")?.focus(),
  };
  // By what the key says, else by its place: it is the same key on a Russian keyboard.
  const places = { Comma: ",", Period: ".", BracketLeft: "[", BracketRight: "]", Slash: "/" };
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (localStorage.getItem(SWITCH) === "off" || isTyping(event.target) || document.querySelector("dialog[open]")) return;
    const isSpace = event.key === " " && !isPressed(event.target);
    const act = isSpace ? player.toggle : acts[event.key] ?? (event.shiftKey ? undefined : acts[places[event.code]]);
    if (!act) return;
    event.preventDefault();
    act();
  });
  const wish = document.querySelector("[data-player-keys]");
  if (!wish) return;
  wish.checked = localStorage.getItem(SWITCH) !== "off";
  wish.addEventListener("change", () => localStorage.setItem(SWITCH, wish.checked ? "on" : "off"));
};
