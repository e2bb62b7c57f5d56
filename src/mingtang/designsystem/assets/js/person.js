// Published pages are for nobody in person: the link 登录 in their head becomes the person's name here.

const SEEN = "mingtang.signed-in";

/** Ask only in browsers that have been through the login: most visitors never sign in, and their pages
 *  then cost the user centre nothing. */
export function greetPerson() {
  const place = document.querySelector("[data-who]");
  if (!place) {
    if (document.querySelector("[data-signed-in]") || location.pathname.startsWith("/login/")) remember(true);
    return;
  }
  if (!isRemembered()) return;
  fetch(place.dataset.who, { credentials: "same-origin", headers: { Accept: "text/html" } })
    .then((answer) => (answer.ok ? answer.text() : ""))
    .then((html) => {
      const link = new DOMParser().parseFromString(html, "text/html").querySelector("a.util__login");
      if (!link) return;
      const signedIn = !link.getAttribute("href").startsWith("/login/");
      remember(signedIn);
      if (!signedIn) return;
      place.href = link.getAttribute("href");
      const news = link.querySelector("small");
      news?.remove();
      const words = place.querySelector("[data-words]");
      words.textContent = link.textContent.replace("，", "");
      if (news) words.append(newsMark(news.textContent));
    })
    .catch(() => {});
}

/** A dot for the eye and a sentence for the ear: neither takes room in a head that is full on a phone. */
function newsMark(sentence) {
  const mark = document.createElement("span");
  mark.className = "util__news";
  mark.append(Object.assign(document.createElement("span"), { className: "vh", textContent: `，${sentence}` }));
  return mark;
}

function isRemembered() {
  try {
    return localStorage.getItem(SEEN) === "yes";
  } catch {
    return true;
  }
}

function remember(signedIn) {
  try {
    if (signedIn) localStorage.setItem(SEEN, "yes");
    else localStorage.removeItem(SEEN);
  } catch {
    // A browser that keeps nothing asks each time.
  }
}
