// Lets an editor who signed in again, in another tab, go on with the form that was open: each sign-in
// makes a new token against forgery, and the form still has the old one.

function renewToken() {
  const token = document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([^;]+)/)?.[1];
  if (!token) return;
  for (const input of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) {
    input.value = token;
  }
}

// Before Wagtail's autosave and before a form is sent.
document.addEventListener("w-unsaved:add", renewToken, true);
document.addEventListener("submit", renewToken, true);
