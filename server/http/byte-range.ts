/** The range of a `Range` header in a file of `size` bytes. Null means the whole file, which HTTP always allows as an answer. */
export function byteRange(
  header: string | undefined,
  size: number,
): { offset: number; length: number } | null {
  const [, from = "", to = ""] = /^bytes=([0-9]{0,12})-([0-9]{0,12})$/.exec(header ?? "") ?? [];
  if (from === "" && to === "") return null;
  const offset = from === "" ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === "" || to === "" ? size : Math.min(size, Number(to) + 1);
  return offset >= end ? null : { offset, length: end - offset };
}
