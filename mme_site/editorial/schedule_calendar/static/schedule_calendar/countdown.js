// Counts on where the server began to count, and looks again when something is due. The page says everything without it.
(() => {
  const units = [
    [60, "second", 1],
    [3600, "minute", 60],
    [48 * 3600, "hour", 3600],
    [Infinity, "day", 86400],
  ];
  const words = new Intl.RelativeTimeFormat(document.documentElement.lang || "en", { numeric: "always" });
  const LOOK_AFTER = 1500; // milliseconds: the publisher is on time to the second
  const LOOKS = 8;
  let looksLeft = LOOKS;
  let looking = false;

  // The same rule as schedule_calendar/words.py, so that a word does not jump when the script begins.
  const until = (seconds) => {
    const [, unit, size] = units.find(([limit]) => seconds < limit);
    return words.format(Math.round(seconds / size), unit);
  };

  const count = () => {
    let due = false;
    for (const time of document.querySelectorAll("time[data-countdown]")) {
      const seconds = Math.floor((Date.parse(time.dateTime) - Date.now()) / 1000);
      if (seconds > 0) {
        const said = until(seconds);
        if (time.textContent !== said) time.textContent = said;
      } else {
        due = true;
      }
    }
    if (due) lookAgain();
    else looksLeft = LOOKS;
  };

  // What is due is done by now, or will be in a moment: show how it went. Not while somebody is at a button in it.
  const lookAgain = () => {
    const timeline = document.querySelector("[data-timeline]");
    if (looking || looksLeft === 0 || !timeline || timeline.contains(document.activeElement)) return;
    looking = true;
    looksLeft -= 1;
    setTimeout(async () => {
      try {
        const answer = await fetch(timeline.dataset.timeline, { headers: { "X-Requested-With": "XMLHttpRequest" } });
        if (answer.ok && timeline.isConnected && !timeline.contains(document.activeElement)) {
          timeline.parentElement.innerHTML = await answer.text();
        }
      } catch {
        // The network is gone for the moment: the page stays as it was.
      }
      looking = false;
    }, LOOK_AFTER);
  };

  const offerCopy = (button) => {
    const field = document.getElementById(button.dataset.copy);
    if (!navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(field.value);
      button.querySelector("span").textContent = button.dataset.copied;
    });
  };

  document.querySelectorAll("[data-copy]").forEach(offerCopy);
  count();
  setInterval(count, 1000);
})();
