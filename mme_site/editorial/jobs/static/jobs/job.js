// Keeps the bar of a job up to date, and shows its result when it has ended.
const SECONDS = 1;
const bar = document.querySelector("[data-job] progress");
const said = document.querySelector("[data-job-steps]");

async function look() {
  try {
    const answer = await fetch(window.location.href, { headers: { Accept: "application/json" } });
    const { open, done, steps } = await answer.json();
    if (!open) {
      window.location.reload();
      return;
    }
    if (steps) {
      bar.max = steps;
      bar.value = done;
      said.textContent = `${done} / ${steps}`;
    }
  } catch {
    // the site is not there for a moment; the next look is another chance
  }
  setTimeout(look, SECONDS * 1000);
}

setTimeout(look, SECONDS * 1000);
