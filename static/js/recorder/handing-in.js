// Handing in: when everything has arrived, and as often as it takes.
import { Refused, Unreachable } from "./site.js";

const MISSING = 409;
const TRIES = 3;
const WAIT_MS = 3000;

/** The site's answer: where the submission and its receipt are. Rejects where the site said no. */
export const handIn = async (site, take, sender) => {
  for (let tried = 1; ; ) {
    await sender.drained();
    try {
      return await site.tell(take.row.hand_in, { stretches: take.stretches.length, entries: take.entries.length });
    } catch (error) {
      if (error instanceof Unreachable) {
        await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
        continue;
      }
      if (!(error instanceof Refused && error.status === MISSING) || tried === TRIES) throw error;
      tried += 1;
      sender.doubt();
    }
  }
};
