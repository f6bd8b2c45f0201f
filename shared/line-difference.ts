/** Which lines of a text were removed, added and kept. */
export interface DifferentLine {
  type: "kept" | "removed" | "added";
  text: string;
}

/** Lines of both texts that are compared one by one: the table of the comparison has this many cells at most. */
const MOST_CELLS = 1_000_000;

/**
 * The shortest way from one text to the other, line by line. Lines that are equal at the beginning and at the end are kept first. What is
 * left of very long texts counts as removed and added as a whole.
 */
export function lineDifference(before: string, after: string): DifferentLine[] {
  const [old, fresh] = [linesOf(before), linesOf(after)];
  let head = 0;
  while (head < old.length && head < fresh.length && old[head] === fresh[head]) head++;
  let tail = 0;
  while (
    tail < old.length - head &&
    tail < fresh.length - head &&
    old[old.length - 1 - tail] === fresh[fresh.length - 1 - tail]
  )
    tail++;
  const removed = old.slice(head, old.length - tail);
  const added = fresh.slice(head, fresh.length - tail);
  return [
    ...as("kept", old.slice(0, head)),
    ...(removed.length * added.length > MOST_CELLS
      ? [...as("removed", removed), ...as("added", added)]
      : middle(removed, added)),
    ...as("kept", old.slice(old.length - tail)),
  ];
}

const linesOf = (text: string): string[] => (text === "" ? [] : text.split("\n"));

const as = (type: DifferentLine["type"], lines: readonly string[]): DifferentLine[] =>
  lines.map((text) => ({ type, text }));

/** By the lengths of the longest common subsequences of the rest. */
function middle(old: readonly string[], fresh: readonly string[]): DifferentLine[] {
  const width = fresh.length + 1;
  const longest = new Uint32Array((old.length + 1) * width);
  const at = (i: number, j: number): number => longest[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = fresh.length - 1; j >= 0; j--)
      longest[i * width + j] =
        old[i] === fresh[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const lines: DifferentLine[] = [];
  let [i, j] = [0, 0];
  while (i < old.length && j < fresh.length) {
    if (old[i] === fresh[j]) {
      lines.push(...as("kept", old.slice(i, i + 1)));
      i++;
      j++;
    } else if (at(i + 1, j) >= at(i, j + 1)) lines.push(...as("removed", old.slice(i, ++i)));
    else lines.push(...as("added", fresh.slice(j, ++j)));
  }
  return [...lines, ...as("removed", old.slice(i)), ...as("added", fresh.slice(j))];
}
