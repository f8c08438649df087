// Sends a recording in pieces, so that a lost network or a closed page costs one piece at most, and says how far it is.
// Without this module the form works all the same, in one go.
const PIECE_BYTES = 5 * 1000 * 1000;
// A train's tunnel or an evening: it goes on by itself as soon as it can.
const RETRY_MS = [0, 1000, 2000, ...Array(2000).fill(5000)];
// What trying again cannot mend; its sentence is for the person.
const FINAL = new Set([400, 401, 403, 404, 410, 413, 415, 429, 507]);

const form = document.querySelector("form[data-uploads]");

const language = document.documentElement.lang;

const inWords = (bytes) => {
  // As the site itself counts: a megabyte is 1024 kilobytes.
  const power = bytes < 1024 ** 2 ? 1 : bytes < 1024 ** 3 ? 2 : 3;
  const unit = ["kilobyte", "megabyte", "gigabyte"][power - 1];
  const format = { style: "unit", unit, maximumFractionDigits: power - 1 };
  return new Intl.NumberFormat(language, format).format(bytes / 1024 ** power);
};

const filled = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);

if (form && window.tus?.isSupported) {
  const { dataset } = form;
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const problem = form.querySelector(".problem");
  const input = form.querySelector("input[type=file]");
  const submit = form.querySelector("button[type=submit]");
  const cancel = form.querySelector("[data-cancel]");
  const bar = form.querySelector("progress");
  const amount = form.querySelector("[data-sent]");
  const state = form.querySelector("[role=status]");
  let upload = null;
  let waiting = false;

  const say = (sentence) => {
    problem.textContent = sentence;
    problem.hidden = !sentence;
  };

  const tell = (sentence) => {
    if (state.textContent !== sentence) state.textContent = sentence;
  };

  const refusal = () => {
    const file = input.files[0];
    if (!file) return dataset.none;
    if (file.size === 0) return dataset.empty;
    return file.size > Number(dataset.maxBytes) ? dataset.tooLarge : "";
  };

  const show = (sending) => {
    for (const element of [bar, amount, cancel]) element.hidden = !sending;
    submit.disabled = input.disabled = sending;
    if (!sending) tell("");
  };

  const progress = (bytes, total) => {
    bar.value = (100 * bytes) / total;
    amount.textContent = filled(dataset.amount, { sent: inWords(bytes), total: inWords(total) });
  };

  const stop = (sentence) => {
    show(false);
    say(sentence);
  };

  // Who signed in again has another token than this page.
  const sentenceOf = (answer) => {
    if (answer?.getStatus() === 403) return dataset.stale;
    return answer?.getBody() || dataset.unreachable;
  };

  // The same file for the same assignment goes on where it was, also after a reload.
  const fingerprint = (file) =>
    Promise.resolve(["candor", dataset.assignment, file.name, file.size, file.lastModified].join("-"));

  const send = async () => {
    const file = input.files[0];
    say("");
    show(true);
    waiting = false;
    progress(0, file.size);
    tell(dataset.sending);
    upload = new window.tus.Upload(file, {
      endpoint: dataset.uploads,
      headers: { "X-CSRFToken": token },
      metadata: { assignment: dataset.assignment, filename: file.name, filetype: file.type },
      chunkSize: PIECE_BYTES,
      retryDelays: RETRY_MS,
      fingerprint,
      removeFingerprintOnSuccess: true,
      onShouldRetry: (error) => {
        const status = error.originalResponse?.getStatus() ?? 0;
        waiting = status === 0;
        if (waiting) tell(dataset.offline);
        return !FINAL.has(status);
      },
      onProgress: progress,
      onAfterResponse: () => {
        waiting = false;
        tell(dataset.sending);
      },
      onError: (error) => stop(sentenceOf(error.originalResponse)),
      onSuccess: () => handIn(upload.url),
    });
    const earlier = await upload.findPreviousUploads();
    if (earlier.length) upload.resumeFromPreviousUpload(earlier[0]);
    upload.start();
  };

  const handIn = async (url) => {
    tell(dataset.storing);
    cancel.hidden = true;
    const fields = new URLSearchParams({ upload: url.split("/").at(-2), csrfmiddlewaretoken: token });
    try {
      const response = await fetch(form.action, { method: "POST", body: fields });
      if (response.ok) {
        window.location.assign(response.url);
        return;
      }
      const answer = new DOMParser().parseFromString(await response.text(), "text/html");
      stop(answer.querySelector(".problem")?.textContent || dataset.unreachable);
    } catch {
      tell(dataset.offline);
      setTimeout(() => handIn(url), RETRY_MS.at(-1));
    }
  };

  input.addEventListener("change", () => say(input.files[0] ? refusal() : ""));

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const sentence = refusal();
    if (sentence) say(sentence);
    else send();
  });

  cancel.addEventListener("click", async () => {
    cancel.disabled = true;
    waiting = false;
    await upload.abort(true).catch(() => {});
    cancel.disabled = false;
    stop("");
    tell(dataset.cancelled);
    input.focus();
  });

  // Waiting out the rest of a delay helps nobody once the network is back.
  window.addEventListener("online", () => {
    if (!waiting) return;
    waiting = false;
    upload.abort().then(() => upload.start());
  });
}
