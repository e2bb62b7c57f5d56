/* Starts the parts of Wagtail's forms that it would start with a script inside the page. */
(() => {
  const start = (place) => {
    if (place.dataset.started) return;
    place.dataset.started = "yes";
    if (place.dataset.inlinePanel) new window.InlinePanel(JSON.parse(place.dataset.inlinePanel));
    if (place.dataset.chooser) {
      new window[place.dataset.chooser](place.dataset.chooserFor, JSON.parse(place.dataset.chooserOptions));
    }
  };
  const startAll = (root) => root.querySelectorAll("[data-inline-panel], [data-chooser]").forEach(start);

  document.addEventListener("DOMContentLoaded", () => {
    startAll(document);
    // A line added to a list of attachments brings a chooser with it.
    new MutationObserver((changes) => {
      for (const change of changes) {
        for (const node of change.addedNodes) if (node.querySelectorAll) startAll(node);
      }
    }).observe(document.body, { childList: true, subtree: true });
  });
})();
