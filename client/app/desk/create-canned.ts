import { createSignal, type Accessor } from "solid-js";
import { paths } from "../../../shared/api.ts";
import { type CannedAnswer, type CannedList, fillCanned, gapsIn } from "../../../shared/canned.ts";
import type { OrganizationId } from "../../../shared/ids.ts";
import { call } from "../../parts/lib/http.ts";
import { typeText } from "../room/composer/type-text.ts";
import { findCanned } from "./find-canned.ts";
import type { Detail } from "./create-detail.ts";
import type { DeskContextValue } from "./desk-context.ts";

export interface Canned {
  /** Undefined until it is loaded. */
  list: Accessor<CannedList | undefined>;
  /** Loads the answers, also again: somebody may have changed them. */
  load: () => void;
  /** The answers that fit, the best first. `typed`: the beginning of a shortcut, or words of a title. */
  find: (typed: string) => CannedAnswer[];
  /** Puts the answer in place of a part of the field, and selects its first gap. */
  insert: (answer: CannedAnswer, field: HTMLTextAreaElement, from: number, to: number) => void;
}

export function createCanned(
  organization: OrganizationId,
  desk: Pick<DeskContextValue, "attempt" | "me" | "nameOf">,
  detail: Detail,
): Canned {
  const [list, setList] = createSignal<CannedList>();
  const values = (): Map<string, string> => {
    const { name, email, signed = {} } = detail.value()?.visitor ?? {};
    return new Map([
      ["visitor.name", name ?? ""],
      ["visitor.email", email ?? ""],
      ["me.name", desk.nameOf(desk.me)],
      ["organization.name", list()?.organization ?? ""],
      ...Object.entries(signed).map(([key, value]): [string, string] => [`attributes.${key}`, value]),
    ]);
  };
  return {
    list,
    load: () => {
      // The visitor may have said another name since the conversation was opened.
      detail.load();
      void desk.attempt(async () =>
        setList(await call<CannedList>("GET", `${paths.desk(organization)}/canned`)),
      );
    },
    find: (typed) => findCanned(list()?.answers ?? [], typed, detail.value()?.visitor?.language ?? ""),
    insert: (answer, field, from, to) => {
      const text = fillCanned(answer.text, values());
      field.focus();
      field.setSelectionRange(from, to);
      typeText(field, text);
      selectGap(field, from);
    },
  };
}

/** Selects the first gap at or after `from`, so that the next letters fill it. */
export function selectGap(field: HTMLTextAreaElement, from = 0): void {
  const gap = gapsIn(field.value).find((each) => each.from >= from);
  if (gap === undefined) return;
  field.focus();
  field.setSelectionRange(gap.from, gap.to);
}
