import type { Person } from "../../../../shared/api.ts";
import type { UserId } from "../../../../shared/ids.ts";
import type { Audience } from "../../../../shared/knowledge.ts";
import { formatList, isolated } from "../../../ui/format.ts";
import { t } from "../../../words/knowledge.ts";

const NAMED = 3;

/** Who may read a library, in words: "for everyone", "for Ada and Grace", "for 12 people". */
export function readersWords(readers: Audience<UserId>, people: readonly Person[]): string {
  if (readers === "all") return t("forEveryone");
  const names = readers.flatMap((id) => people.find((person) => person.id === id)?.name ?? []);
  if (names.length === 0 || names.length !== readers.length || names.length > NAMED)
    return readers.length === 0 ? t("forAdmins") : t("forPeople", { count: readers.length });
  return t("forNames", { names: formatList(names.map(isolated)) });
}
