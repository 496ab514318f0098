// An open menu closes on Escape, which gives the focus back, and on a press outside it. Menus open and close without this.

const OPEN = "header.site details[open]";

addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector(OPEN);
  if (!menu) return;
  if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
  menu.open = false;
});

addEventListener("pointerdown", (event) => {
  for (const menu of document.querySelectorAll(OPEN)) if (!menu.contains(event.target)) menu.open = false;
});

// Who comes from elsewhere is offered the page in the browser's language, in one line. Nothing is kept.

const menu = document.querySelector(".languages");
if (menu && !document.referrer.startsWith(location.origin + "/")) {
  const of = (code) => menu.querySelector(`a[lang="${code}"]`);
  const codes = navigator.languages.map((code) => code.split("-")[0]);
  const link = of(codes.find((code) => code === document.documentElement.lang || of(code)));
  if (link?.dataset.offer) {
    const offer = document.createElement("p");
    offer.className = "offer";
    offer.append(link.cloneNode());
    offer.firstChild.textContent = link.dataset.offer;
    menu.append(offer);
  }
}
