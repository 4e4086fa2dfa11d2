// What the list shows as a file for a spreadsheet.

/** @param {string} text @returns {string} a cell that no spreadsheet takes for a formula */
export function cell(text) {
  const plain = /^[=+@\t\r-]/.test(text) && !/^-?[\d.,]+$/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** @param {string[][]} rows @returns {string} */
export const written = (rows) => `${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;

/** @param {string[][]} rows @param {string} name */
export function save(rows, name) {
  const url = URL.createObjectURL(new Blob(["\ufeff", written(rows)], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
