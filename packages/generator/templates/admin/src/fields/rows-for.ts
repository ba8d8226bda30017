/** How high the input of a text of several lines is. */
export function rowsFor(text: string): number {
  return Math.min(Math.max(text.split("\n").length, 3), 16);
}
