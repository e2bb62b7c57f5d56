/* Checks a text while it is written: at every pause the words go to the CMS, the findings come back as a list. */
(() => {
  const PAUSE = 1200;
  const MOST = 200000;
  const SKIPPED = new Set(["slug", "comment_notifications"]);

  const labelOf = (input) => {
    const label = input.id && document.querySelector(`label[for="${CSS.escape(input.id)}"]`);
    return (label ? label.textContent : "").replace(/[*\s]+/g, "").slice(0, 60);
  };

  const fieldsOf = (form) =>
    [...form.querySelectorAll("input[type=text], input:not([type]), textarea")].filter(
      (input) =>
        input.name &&
        !SKIPPED.has(input.name) &&
        !input.closest("[data-draftail-editor-wrapper], .typed-table-block, [hidden], [data-checking]") &&
        !input.name.endsWith("-id") &&
        input.offsetParent !== null,
    );

  const rowsOf = (table) =>
    [...table.querySelectorAll("tr")]
      .map((row) => [...row.querySelectorAll("input, textarea")].map((cell) => cell.value).join(" | "))
      .filter((row) => row.replace(/[|\s]/g, ""));

  const piecesOf = (form) => {
    const pieces = fieldsOf(form).map((input) => ({ field: labelOf(input), words: input.value }));
    for (const editor of form.querySelectorAll(".public-DraftEditor-content")) {
      const blocks = [...editor.querySelectorAll("[data-block='true']")].map((block) => block.textContent);
      pieces.push({ field: "正文", words: blocks.join("\n") });
    }
    for (const table of form.querySelectorAll(".typed-table-block table")) {
      pieces.push({ field: "正文的表格", words: rowsOf(table).join("\n"), is_list: true });
    }
    return pieces
      .filter((piece) => piece.words.trim())
      .map((piece) => ({ ...piece, words: piece.words.slice(0, MOST) }));
  };

  const start = (panel) => {
    const form = panel.closest("form");
    const summary = panel.querySelector("[data-checking-summary]");
    const list = panel.querySelector("[data-checking-list]");
    if (!form || !summary || !list) return;
    const token = form.querySelector("[name=csrfmiddlewaretoken]");
    let timer;
    let asked = "";
    let request;

    const show = (html) => {
      const answer = new DOMParser().parseFromString(html, "text/html").body;
      const said = answer.querySelector("[data-checking-said]");
      if (!said) return;
      if (summary.textContent !== said.textContent) summary.textContent = said.textContent;
      said.remove();
      list.replaceChildren(...answer.childNodes);
    };

    const check = async () => {
      const page = Number(panel.dataset.checkingPage) || null;
      const body = JSON.stringify({ page, pieces: piecesOf(form) });
      if (body === asked) return;
      asked = body;
      if (request) request.abort();
      request = new AbortController();
      try {
        const response = await fetch(panel.dataset.checkingAddress, {
          method: "POST",
          body,
          signal: request.signal,
          credentials: "same-origin",
          headers: {
            "Content-Type": "application/json",
            "X-CSRFToken": token ? token.value : "",
            "X-Requested-With": "XMLHttpRequest",
          },
        });
        if (!response.ok) throw new Error(String(response.status));
        show(await response.text());
      } catch (error) {
        if (error.name === "AbortError") return;
        asked = "";
        summary.textContent = "现在检查不了，过一会儿再停一停会再试。稿件保存后也可以点下面的“查看全部”。";
      }
    };

    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(check, PAUSE);
    };
    for (const deed of ["input", "keyup", "paste", "cut", "drop"]) form.addEventListener(deed, wait);
  };

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-checking]").forEach(start);
  });
})();
