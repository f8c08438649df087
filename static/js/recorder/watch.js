// A take played back from its own pieces, part after part.

/** Shows the parts in the player; the function that is returned lets go of them. */
export const watchParts = async (player, parts) => {
  const addresses = parts.map((part) => URL.createObjectURL(part));
  let place = 0;
  const show = (next, isPlaying = false) => {
    place = next;
    player.src = addresses[place];
    if (isPlaying) player.play();
  };
  const onEnded = () => {
    if (place + 1 < addresses.length) show(place + 1, true);
  };
  player.addEventListener("ended", onEnded);
  player.addEventListener("loadedmetadata", tellLength);
  show(0);
  return {
    show,
    addresses,
    close: () => {
      player.removeEventListener("ended", onEnded);
      player.removeEventListener("loadedmetadata", tellLength);
      player.removeAttribute("src");
      player.load();
      for (const address of addresses) URL.revokeObjectURL(address);
    },
  };
};

/** Each stretch of a take as one file. */
export const partsOf = async (take) => {
  const parts = [];
  for (const stretch of take.stretches) {
    const pieces = take.pieces.filter((piece) => piece.stretch === stretch.stretch);
    parts.push(new Blob(await Promise.all(pieces.map((piece) => take.bytesOf(piece))), { type: "video/webm" }));
  }
  return parts;
};

// A recorder's file states no length: browsers find it when asked for a time beyond it.
const tellLength = ({ target: player }) => {
  if (Number.isFinite(player.duration)) return;
  player.addEventListener("seeked", () => {
    player.currentTime = 0;
  }, { once: true });
  player.currentTime = 1e9;
};
