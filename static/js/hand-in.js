// Says at once what the server would say later, and shows how much of the file has gone out.
// Without this module the form works all the same.
const form = document.querySelector("form[data-max-bytes]");

if (form) {
  const problem = form.querySelector(".problem");
  const bar = form.querySelector("progress");
  const button = form.querySelector("button");
  const input = form.querySelector("input[type=file]");

  const say = (sentence) => {
    problem.textContent = sentence;
    problem.hidden = !sentence;
  };

  const refusal = () => {
    const file = input.files[0];
    if (!file) return "";
    if (file.size === 0) return form.dataset.empty;
    return file.size > Number(form.dataset.maxBytes) ? form.dataset.tooLarge : "";
  };

  input.addEventListener("change", () => say(refusal()));

  form.addEventListener("submit", (event) => {
    const sentence = refusal();
    if (sentence) {
      event.preventDefault();
      say(sentence);
      return;
    }
    event.preventDefault();
    send();
  });

  const send = () => {
    const request = new XMLHttpRequest();
    const label = button.textContent;
    button.disabled = true;
    button.textContent = form.dataset.sending;
    bar.hidden = false;
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) bar.value = (100 * event.loaded) / event.total;
    });
    request.addEventListener("load", () => {
      if (request.status === 200) {
        // The server answered with the submission's page: go there.
        window.location.assign(request.responseURL);
        return;
      }
      const answer = new DOMParser().parseFromString(request.responseText, "text/html");
      const said = answer.querySelector(".problem");
      done(said ? said.textContent : request.statusText);
    });
    request.addEventListener("error", () => done(form.dataset.unreachable));
    const done = (sentence) => {
      button.disabled = false;
      button.textContent = label;
      bar.hidden = true;
      say(sentence);
    };
    request.open("POST", form.action);
    request.send(new FormData(form));
  };
}
