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
      place.querySelector("[data-words]").textContent = link.textContent;
    })
    .catch(() => {});
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
