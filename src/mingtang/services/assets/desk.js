// The keyboard of the desk: J and K move, Enter opens, / finds, letters press the decisions.
(() => {
  const rows = [...document.querySelectorAll("[data-case-link]")];
  const isTyping = (target) =>
    target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName);
  const at = () => rows.indexOf(document.activeElement);

  const move = (step) => {
    if (!rows.length) return;
    const here = at() >= 0 ? at() : rows.findIndex((row) => row.closest("[aria-current]"));
    const next = Math.min(rows.length - 1, Math.max(0, here + step));
    rows[here < 0 ? 0 : next].focus();
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && isTyping(event.target)) {
      event.target.blur();
      return;
    }
    if (isTyping(event.target)) return;
    const key = event.key.toLowerCase();
    const find = document.querySelector("[data-find]");
    if (key === "j") move(1);
    else if (key === "k") move(-1);
    else if (key === "/" && find) find.focus();
    else {
      const button = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
      if (!button) return;
      button.tagName === "SUMMARY" ? button.click() : button.focus();
      if (button.dataset.press !== undefined) button.click();
    }
    event.preventDefault();
  });

  for (const pick of document.querySelectorAll("[data-phrase]")) {
    pick.addEventListener("click", () => {
      const text = document.getElementById(pick.dataset.into);
      text.value = text.value ? `${text.value.trimEnd()}\n${pick.dataset.phrase}` : pick.dataset.phrase;
      text.focus();
    });
  }
})();
