// The keyboard of the board: J and K move between rows, Enter opens, / finds.
(() => {
  const rows = [...document.querySelectorAll("[data-row]")];
  const find = document.querySelector("[data-find]");
  const isTyping = (target) =>
    target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName);

  const move = (step) => {
    if (!rows.length) return;
    const here = rows.indexOf(document.activeElement);
    rows[here < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, here + step))].focus();
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && isTyping(event.target)) event.target.blur();
    if (isTyping(event.target)) return;
    const key = event.key.toLowerCase();
    if (key === "j") move(1);
    else if (key === "k") move(-1);
    else if (key === "/" && find) find.focus();
    else return;
    event.preventDefault();
  });
})();
