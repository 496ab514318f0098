// Hides, of many boxes to tick, those without the words that are typed above them; what is ticked stays.

for (const list of document.querySelectorAll("[data-filtered-choices]")) {
  const search = list.querySelector("input[type=search]");
  search.hidden = false;
  search.addEventListener("input", () => {
    const words = search.value.toLocaleLowerCase().split(/\s+/);
    for (const label of list.querySelectorAll("label")) {
      const said = label.textContent.toLocaleLowerCase();
      const shown = label.querySelector("input").checked || words.every((word) => said.includes(word));
      label.parentElement.hidden = !shown;
    }
  });
}
