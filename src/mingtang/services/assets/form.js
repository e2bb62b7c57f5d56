// Saves the form while it is filled, and says so. Without this script every button still saves.
(() => {
  const form = document.querySelector("form[data-autosave]");
  const note = document.querySelector("[data-saved]");
  if (!form || !note || !window.fetch) return;
  let timer = 0;
  let failed = false;
  const NOT_SAVED = "刚才没有存上，请别关掉页面，稍后会再试。";

  const answers = () => {
    const data = new FormData(form);
    for (const [name, value] of [...data.entries()]) {
      if (value instanceof File) data.delete(name);
    }
    return data;
  };

  const save = async () => {
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: "POST",
        body: answers(),
        credentials: "same-origin",
        keepalive: true,
        redirect: "error",
        headers: { Accept: "application/json" },
      });
      const told = await answer.json();
      note.textContent = answer.ok ? told.sentence : told.title || NOT_SAVED;
      failed = false;
    } catch {
      if (!failed) note.textContent = NOT_SAVED;
      failed = true;
      timer = window.setTimeout(save, 8000);
    }
  };

  const soon = (pause) => {
    window.clearTimeout(timer);
    timer = window.setTimeout(save, pause);
  };

  form.addEventListener("input", () => soon(1500));
  form.addEventListener("change", () => soon(200));
  form.addEventListener("submit", (event) => {
    window.clearTimeout(timer);
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    window.setTimeout(() => delete form.dataset.sent, 5000);
  });
})();
