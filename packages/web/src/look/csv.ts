/**
 * A list as a file for spreadsheets. A cell that would be taken for a formula is made harmless with an apostrophe, also where a
 * cell begins only for a spreadsheet that splits at semicolons or tabs.
 */
export function csvCell(value: string): string {
  const harmless = value.replaceAll(/(^|[;\t\r\n])(?=[=+\-@\t\r])/g, "$1'");
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

export function csvText(rows: readonly (readonly string[])[]): string {
  // The mark at the beginning tells spreadsheets that it is UTF-8.
  return `\uFEFF${rows.map((row) => row.map(csvCell).join(",")).join("\r\n")}\r\n`;
}

export function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
