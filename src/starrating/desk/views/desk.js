// Files that are dropped on a field are its files; a form says that it is at work, and when the desk is gone.
"use strict";
for (const field of document.querySelectorAll("input[type=file]")) {
  for (const name of ["dragenter", "dragover"]) {
    field.addEventListener(name, () => field.classList.add("over"));
  }
  for (const name of ["dragleave", "drop", "change"]) {
    field.addEventListener(name, () => field.classList.remove("over"));
  }
}
function gone() {
  if (document.querySelector(".gone")) return;
  const notice = document.createElement("p");
  notice.className = "gone";
  notice.setAttribute("role", "alert");
  notice.textContent = document.body.dataset.gone;
  document.body.append(notice);
}
for (const form of document.querySelectorAll("form[method=post]")) {
  let asked = false;
  form.addEventListener("submit", async (event) => {
    if (asked) return;
    event.preventDefault();
    const button = event.submitter;
    try {
      await fetch("/alive", { cache: "no-store" });
    } catch {
      gone();
      return;
    }
    asked = true;
    form.requestSubmit(button);
    if (button) {
      button.textContent = document.body.dataset.working;
      setTimeout(() => form.querySelectorAll("button").forEach((each) => { each.disabled = true; }));
    }
  });
}
