"use strict";
// Narrows a table down by columns and by words in its rows, and puts its rows in the order of a column.
// Without this script the table is whole and the form unseen.
for (const form of document.querySelectorAll("form.filter")) {
  const rows = [...form.parentElement.querySelectorAll("tbody tr")];
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const { order, words } = form.elements;
  const choices = [...form.querySelectorAll("select[data-column]")];
  const shown = form.querySelector("output");

  const narrow = () => {
    const wanted = words.value.trim().toLowerCase();
    let count = 0;
    rows.forEach((row, at) => {
      const chosen = choices.every(
        (each) => !each.value || row.cells[Number(each.dataset.column)].textContent === each.value,
      );
      row.hidden = !(chosen && texts[at].includes(wanted));
      count += row.hidden ? 0 : 1;
    });
    shown.value = `${count} / ${rows.length}`;
  };

  const table = form.parentElement.querySelector("table");
  const heads = [...table.tHead.rows[0].cells];
  const sort = (column, way) => {
    const key = (row) => row.cells[column].textContent.trim();
    const number = (word) => (word === "—" ? -Infinity : Number(word));
    const compare = (a, b) => {
      const [one, other] = [number(key(a)), number(key(b))];
      if (Number.isNaN(one) || Number.isNaN(other)) return key(a).localeCompare(key(b), document.documentElement.lang);
      return one === other ? 0 : one - other;
    };
    table.tBodies[0].append(...[...rows].sort((a, b) => way * compare(a, b)));
    heads.forEach((head, at) => {
      if (at === column) head.setAttribute("aria-sort", way > 0 ? "ascending" : "descending");
      else head.removeAttribute("aria-sort");
    });
  };
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.addEventListener("click", () => sort(column, head.getAttribute("aria-sort") === "ascending" ? -1 : 1));
    head.replaceChildren(button);
  });

  // On a phone, where rows are cards and heads are unseen; the first choice is the order of the page.
  const reorder = () => {
    const [column, way] = order.value ? order.value.split(" ").map(Number) : [0, 1];
    sort(column, way);
  };

  order.addEventListener("input", reorder);
  form.addEventListener("input", narrow);
  form.addEventListener("reset", () => setTimeout(() => { narrow(); reorder(); }));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  narrow();
}
