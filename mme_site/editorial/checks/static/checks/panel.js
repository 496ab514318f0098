// Shows, in the side panel Checks, what the rules of the house find in the form as it stands.
// The preview sends the form to the server whenever it has changed; after each time we ask.

let asking = null;

async function ask() {
  const panel = document.querySelector("[data-house-checks]");
  if (!panel) return;
  asking?.abort();
  asking = new AbortController();
  try {
    const answer = await fetch(panel.dataset.houseChecks, { signal: asking.signal });
    if (answer.ok) panel.innerHTML = await answer.text();
  } catch (error) {
    if (error.name !== "AbortError") throw error;
  }
}

// A new page that has saved itself is checked from then on as the page it has become.
function follow({ detail: { response } }) {
  const panel = document.querySelector("[data-house-checks-once-saved]");
  if (!panel || !response?.pk) return;
  panel.dataset.houseChecks = panel.dataset.houseChecksOnceSaved.replace("/0/", `/${response.pk}/`);
  delete panel.dataset.houseChecksOnceSaved;
}

document.addEventListener("w-preview:updated", ask);
document.addEventListener("w-autosave:success", follow);
