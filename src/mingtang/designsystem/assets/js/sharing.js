// Print this page, or give its address to somebody.

export function offerSharing() {
  for (const button of document.querySelectorAll("[data-do='print']")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
  for (const button of document.querySelectorAll("[data-do='share']")) {
    const say = (words) => (button.querySelector("[data-words]").textContent = words);
    if (!navigator.share && !navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener("click", () => {
      const page = { title: document.title, url: location.href };
      if (navigator.share) navigator.share(page).catch(() => {});
      else navigator.clipboard.writeText(page.url).then(() => say("网址已复制"), () => say("请从地址栏复制"));
    });
  }
}
