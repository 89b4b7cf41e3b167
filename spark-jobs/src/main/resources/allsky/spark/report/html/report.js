// Sorts a table by a column: the first click puts the largest numbers or the first names on top, the next click
// turns the order around. Rows of the class "total" stay at the end.
"use strict";
function sortKey(row, column) {
  const text = row.cells[column] ? row.cells[column].textContent.trim() : "";
  const number = text.replace(/,/g, "").replace("\u2212", "-").match(/^[-+]?\d*\.?\d+(e[-+]?\d+)?/i);
  return number ? Number(number[0]) : text;
}
function compareKeys(a, b) {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a === "number") return 1;
  return typeof b === "number" ? -1 : b.localeCompare(a);
}
function sortBy(table, column, head) {
  const descending = head.getAttribute("aria-sort") !== "descending";
  table.querySelectorAll("thead th").forEach((other) => other.removeAttribute("aria-sort"));
  head.setAttribute("aria-sort", descending ? "descending" : "ascending");
  const body = table.tBodies[0];
  const rows = Array.from(body.rows).filter((row) => !row.classList.contains("total"));
  const totals = Array.from(body.rows).filter((row) => row.classList.contains("total"));
  rows.sort((a, b) => compareKeys(sortKey(a, column), sortKey(b, column)) * (descending ? -1 : 1));
  rows.concat(totals).forEach((row) => body.appendChild(row));
}
document.querySelectorAll("table").forEach((table) => {
  if (table.tBodies[0].rows.length < 3) return;
  table.querySelectorAll("thead th").forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.title = "Sort by this column";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sortBy(table, column, head));
    head.append(button);
  });
});
