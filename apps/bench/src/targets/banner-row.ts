/**
 * The first word of a row of what a server prints when it is ready; empty when there is no such
 * row.
 */
export function bannerRow(output: string, label: string): string {
  const row = output.split('\n').find((line) => line.trim().startsWith(label));
  return row?.trim().slice(label.length).trim().split(/\s+/)[0] ?? '';
}
