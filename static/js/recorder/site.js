// Requests to the site, with what can go wrong told apart.

/** The site cannot be reached, or cannot answer now: worth another try. */
export class Unreachable extends Error {
  /** `status`: what it answered; null where nothing did. */
  constructor(message, status = null) {
    super(message);
    this.status = status;
  }
}
/** Somebody has to sign in again, in another tab. */
export class SignedOut extends Error {}
/** The site said no, and would say it again. `status`, and `answer` where it was JSON. */
export class Refused extends Error {
  constructor(status, answer) {
    super(`${status}`);
    this.status = status;
    this.answer = answer;
  }
}

const PATIENCE_MS = 120_000;
const SIGNED_OUT = 401;
const FORBIDDEN = 403;
const TRY_AGAIN = new Set([408, 423, 425, 429, 500, 502, 503, 504, 507]);

export class Site {
  #token = document.querySelector("[name=csrfmiddlewaretoken]").value;

  /** `headers` and `json` (null where it is none) of an answer with a status below 400. */
  async ask(method, address, { headers = {}, body = null } = {}) {
    let response = await this.#send(method, address, headers, body);
    if (response.status === FORBIDDEN) {
      await this.#renewToken();
      response = await this.#send(method, address, headers, body);
    }
    if (response.type === "opaqueredirect" || response.status === SIGNED_OUT) throw new SignedOut();
    if (TRY_AGAIN.has(response.status)) throw new Unreachable(`${response.status}`, response.status);
    if (!response.ok) throw new Refused(response.status, response.json);
    return response;
  }

  async tell(address, value) {
    const headers = { "Content-Type": "application/json" };
    return (await this.ask("POST", address, { headers, body: JSON.stringify(value) })).json;
  }

  async look(address) {
    return (await this.ask("GET", address)).json;
  }

  async #send(method, address, headers, body) {
    const signal = AbortSignal.any([AbortSignal.timeout(PATIENCE_MS), whenOffline()]);
    const given = { "X-CSRFToken": this.#token, Accept: "application/json", ...headers };
    try {
      const response = await fetch(address, { method, headers: given, body, signal, redirect: "manual", cache: "no-store" });
      const text = await response.text();
      return { ok: response.ok, status: response.status, type: response.type, headers: response.headers, text, json: parsed(text) };
    } catch (error) {
      throw new Unreachable(String(error));
    }
  }

  // Whoever signs in again has another token; this page asks for it without being loaded again.
  async #renewToken() {
    const response = await this.#send("GET", location.href, { Accept: "text/html" }, null);
    if (response.type === "opaqueredirect") throw new SignedOut();
    const page = new DOMParser().parseFromString(response.text, "text/html");
    this.#token = page.querySelector("[name=csrfmiddlewaretoken]")?.value ?? this.#token;
  }
}

const parsed = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

// A request under way when the network goes would hang until its time is over.
const whenOffline = () => {
  const controller = new AbortController();
  addEventListener("offline", () => controller.abort(), { once: true });
  return controller.signal;
};
