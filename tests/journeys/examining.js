/* Looks at the open page with a ruler. Called with whether it is a citizen's page in elder mode; answers with
   what is wrong, as pairs of the rule and the place. Everything folded away is unfolded first. */
({ isElder }) => {
  const SMALLEST_WORD = 24;
  const LOWEST_TARGET = 60;
  const faults = [];

  const isShown = (element) => {
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
    const box = element.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && !element.closest(".vh");
  };
  const placeOf = (element) => {
    const classes = [...element.classList].map((name) => `.${name}`).join("");
    return `<${element.localName}${element.id ? `#${element.id}` : ""}${classes}> ${element.textContent.trim().slice(0, 24)}`;
  };
  const widest = () => {
    const edge = document.documentElement.clientWidth;
    const beyond = [...document.body.querySelectorAll("*")].filter(
      (element) => isShown(element) && element.getBoundingClientRect().right > edge + 1,
    );
    return beyond.slice(0, 3).map(placeOf).join("；");
  };

  document.querySelectorAll("details").forEach((fold) => { fold.open = true; });
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) {
    faults.push(["sideways", `宽 ${root.scrollWidth}，只有 ${root.clientWidth}：${widest()}`]);
  }
  for (const element of document.body.querySelectorAll(":not(input)")) {
    const cuts = ["hidden", "clip"].includes(getComputedStyle(element).overflowX);
    if (cuts && element.scrollWidth > element.clientWidth + 1 && isShown(element)) {
      faults.push(["sideways", `切掉了 ${element.scrollWidth - element.clientWidth}px：${placeOf(element)}`]);
    }
  }
  if (!isElder) return faults;

  const writes = new Set(document.querySelectorAll("input:not([type=hidden]), select, textarea"));
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    if (words.currentNode.data.trim()) writes.add(words.currentNode.parentElement);
  }
  for (const element of writes) {
    const size = parseFloat(getComputedStyle(element).fontSize);
    if (size < SMALLEST_WORD && isShown(element)) faults.push(["small", `${size}px ${placeOf(element)}`]);
  }
  for (const element of document.querySelectorAll("button, a.btn, input:not([type=hidden]), select, textarea")) {
    const isTick = element.matches("[type=checkbox], [type=radio]");
    const target = isTick ? element.closest("label") ?? element : element;
    const height = target.getBoundingClientRect().height;
    if (isShown(element) && height < LOWEST_TARGET) faults.push(["low", `${height}px ${placeOf(element)}`]);
  }
  return faults;
}
