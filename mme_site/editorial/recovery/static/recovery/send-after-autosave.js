// Sends a form that is just saving itself when that has been answered: the answer says under which
// address and revision the form goes on. Sent at once, a new page would be made a second time.

const saving = new WeakMap(); // forms, each with how it is to be sent once it has been saved

document.addEventListener("w-autosave:save", (event) => {
  if (!event.defaultPrevented) saving.set(event.target, null);
});

for (const answer of ["w-autosave:success", "w-autosave:error"]) {
  document.addEventListener(answer, ({ target }) => {
    const send = saving.get(target);
    saving.delete(target);
    send?.();
  });
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!saving.has(form)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const { submitter } = event;
  saving.set(form, () => {
    if (submitter) submitter.disabled = false; // Wagtail shows that it is at work, and a disabled button says nothing
    form.requestSubmit(submitter);
  });
}, true);
