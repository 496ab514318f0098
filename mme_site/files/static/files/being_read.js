// Shows on the page of a file what was read of it, and how far that is; what is typed beside it stays.
const SECONDS = 2;
const PART = "[data-read-of-file]";

async function look() {
  try {
    const answer = await fetch(window.location.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const part = page.querySelector(PART);
    if (part && !part.isEqualNode(document.querySelector(PART))) {
      document.querySelector(PART).replaceWith(part);
    }
    if (part && !part.hasAttribute("aria-busy")) {
      return;
    }
  } catch {
    // the site is not there for a moment; the next look is another chance
  }
  setTimeout(look, SECONDS * 1000);
}

setTimeout(look, SECONDS * 1000);
