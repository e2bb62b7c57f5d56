// Reads the page aloud, paragraph by paragraph, and marks the one being read.

const READABLE = "h1,h2,h3,h4,p,li,dt,dd,figcaption,caption,th,td,summary,label";
const SKIPPED = "nav,form,[hidden],.vh,.act-bar,.elder-off,.print-only";
const LONGEST = 160;

export function offerReading() {
  const buttons = [...document.querySelectorAll("[data-do='read']")];
  if (!("speechSynthesis" in window)) {
    for (const button of buttons) button.remove();
    return;
  }
  let stop = null;
  const show = (isReading) => {
    for (const button of buttons) {
      button.querySelector("[data-words]").textContent = isReading ? "停止朗读" : "朗读本页";
      button.setAttribute("aria-pressed", String(isReading));
    }
  };
  for (const button of buttons) {
    button.hidden = false;
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => {
      if (stop) {
        stop();
        stop = null;
        return show(false);
      }
      show(true);
      stop = read(passages(), () => {
        stop = null;
        show(false);
      });
    });
  }
  window.addEventListener("pagehide", () => speechSynthesis.cancel());
}

/** The innermost readable elements of the page that can be seen, in their order. */
function passages() {
  return [...document.querySelectorAll("main")]
    .flatMap((main) => [...main.querySelectorAll(READABLE)])
    .filter((part) => !part.closest(SKIPPED) && part.offsetParent && !part.querySelector(READABLE))
    .filter((part) => part.innerText.trim());
}

function read(parts, done) {
  let at = 0;
  let ended = false;
  let marked = null;
  const unmark = () => marked && marked.classList.remove("is-read");
  const finish = () => {
    ended = true;
    unmark();
    speechSynthesis.cancel();
  };
  const next = () => {
    unmark();
    if (ended) return;
    if (at >= parts.length) {
      finish();
      return done();
    }
    marked = parts[at++];
    marked.classList.add("is-read");
    marked.scrollIntoView({ block: "nearest" });
    say(pieces(marked.innerText), next);
  };
  speechSynthesis.cancel();
  next();
  return finish;
}

function say(sentences, done) {
  const [first, ...rest] = sentences;
  if (first === undefined) return done();
  const speech = new SpeechSynthesisUtterance(first);
  speech.lang = "zh-CN";
  speech.rate = 0.9;
  speech.onend = () => say(rest, done);
  // A voice that fails on one passage must not silence the rest; stopping reports an error as well.
  speech.onerror = (event) => !["canceled", "interrupted"].includes(event.error) && done();
  speechSynthesis.speak(speech);
}

/** Several engines go silent in the middle of long texts: cut them at the ends of sentences. */
function pieces(text) {
  const sentences = text.replace(/\s+/g, " ").match(/[^。！？；]+[。！？；]?/g) || [];
  const found = [];
  for (const sentence of sentences) {
    const last = found.length - 1;
    if (last >= 0 && found[last].length + sentence.length <= LONGEST) found[last] += sentence;
    else found.push(sentence);
  }
  return found;
}
