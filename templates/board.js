"use strict";
// Narrows a table down to a unit and to words in its rows. Without this script the table is whole and the form unseen.
for (const form of document.querySelectorAll("form.filter")) {
  const rows = [...form.parentElement.querySelectorAll("tbody tr")];
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const { unit, words } = form.elements;
  const shown = form.querySelector("output");
  const column = Number(form.dataset.column);

  const narrow = () => {
    const wanted = words.value.trim().toLowerCase();
    let count = 0;
    rows.forEach((row, at) => {
      const ofUnit = !unit || !unit.value || row.cells[column].textContent === unit.value;
      row.hidden = !(ofUnit && texts[at].includes(wanted));
      count += row.hidden ? 0 : 1;
    });
    shown.value = `${count} / ${rows.length}`;
  };

  form.addEventListener("input", narrow);
  form.addEventListener("reset", () => setTimeout(narrow));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  narrow();
}
