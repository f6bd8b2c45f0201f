import type { MemberDetails } from "../../../../shared/api.ts";

/** Whether every word of the query is in the person's name, address or handle, whatever its case and marks. */
export function matchesPerson({ name, email, handle }: MemberDetails, query: string): boolean {
  const text = plain(`${name} ${email} @${handle}`);
  return plain(query)
    .split(/\s+/)
    .every((word) => text.includes(word));
}

const plain = (text: string): string =>
  text.trim().normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();
