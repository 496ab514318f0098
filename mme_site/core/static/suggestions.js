// Suggestions below a search box while a reader types: the combobox with a list of the
// WAI-ARIA Authoring Practices. The form works without it; what fails here only suggests nothing.

const PAUSE = 120; // milliseconds without a key
const SHORTEST = 2; // letters

function enhance(form, id) {
  const input = form.elements.q;
  const list = Object.assign(document.createElement("ul"), { id, className: "suggestions", hidden: true });
  const status = Object.assign(document.createElement("p"), { className: "unseen" });
  let asking, timer, active = -1;

  // A search field may not be a combobox (ARIA in HTML); a text field with the same keyboard may.
  Object.assign(input, { type: "text", inputMode: "search", enterKeyHint: "search", autocomplete: "off" });
  attributes(input, { role: "combobox", "aria-autocomplete": "list", "aria-controls": id, "aria-expanded": false });
  attributes(list, { role: "listbox", "aria-label": form.dataset.suggestions });
  status.setAttribute("role", "status");
  form.append(list, status);

  function show(found) {
    list.replaceChildren(...found.map(option));
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", !list.hidden);
    choose(-1);
    status.textContent = found.length ? `${form.dataset.suggestions}: ${found.length}` : "";
  }

  function option({ label, detail, url, language }, index) {
    const item = document.createElement("li");
    attributes(item, { role: "option", id: `${id}-${index}`, "aria-selected": false, dir: "auto" });
    if (language) item.lang = language;
    item.append(label);
    if (detail) item.append(Object.assign(document.createElement("small"), { textContent: detail, dir: "auto" }));
    item.dataset.url = url;
    return item;
  }

  function choose(index) {
    list.children[active]?.setAttribute("aria-selected", false);
    active = index;
    const item = list.children[active];
    item?.setAttribute("aria-selected", true);
    item?.scrollIntoView({ block: "nearest" });
    if (item) input.setAttribute("aria-activedescendant", item.id);
    else input.removeAttribute("aria-activedescendant");
  }

  // What comes from now on was asked for what is no longer typed, or would take away what is being chosen.
  function stop() {
    clearTimeout(timer);
    asking?.abort();
  }

  function close() {
    stop();
    show([]);
  }

  async function ask() {
    asking = new AbortController();
    const address = `${form.action}suggestions/?q=${encodeURIComponent(input.value)}`;
    try {
      const answer = await fetch(address, { signal: asking.signal });
      show(answer.ok ? (await answer.json()).suggestions : []);
    } catch (error) {
      if (error.name !== "AbortError") show([]);
    }
  }

  input.addEventListener("input", () => {
    stop();
    if (input.value.trim().length < SHORTEST) close();
    else timer = setTimeout(ask, PAUSE);
  });

  input.addEventListener("keydown", (event) => {
    if (event.isComposing || list.hidden) return; // the keys are those of an input method
    const count = list.children.length;
    if (event.key.startsWith("Arrow")) stop();
    if (event.key === "ArrowDown") choose(active + 1 < count ? active + 1 : -1);
    else if (event.key === "ArrowUp") choose(active < 0 ? count - 1 : active - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && active >= 0) location.assign(list.children[active].dataset.url);
    else return;
    event.preventDefault();
  });

  list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
  list.addEventListener("click", (event) => {
    const item = event.target.closest("li");
    if (item) location.assign(item.dataset.url);
  });
  input.addEventListener("blur", close);
  form.addEventListener("submit", close);
}

function attributes(element, values) {
  for (const [name, value] of Object.entries(values)) element.setAttribute(name, value);
}

document.querySelectorAll("form[data-suggestions]").forEach((form, index) => enhance(form, `suggestions-${index}`));
