import { describe, expect, test } from "vitest";
import { directPeers, samePeople } from "../../../client/parts/people/direct-peers.ts";
import { endOf, SPANS } from "../../../client/parts/people/spans.ts";
import type { InboxEntry } from "../../../shared/protocol/frames.ts";
import { ada, den, grace, linus } from "../support/people.ts";

const entry = (peer?: InboxEntry["peer"]): InboxEntry => ({
  ...{ room: den, kind: "group", name: "den", head: 1, epoch: "one", last: null },
  ...{ unread: 0, mentions: 0, read: 0 },
  ...(peer !== undefined && { peer }),
});

describe("how long a status stands", () => {
  test("ends when it was said to, and the rest of today is over at midnight", () => {
    const noon = new Date(2026, 10, 21, 12).getTime();
    expect(SPANS.map(({ value }) => endOf(value, noon))).toEqual([
      noon + 30 * 60_000,
      noon + 60 * 60_000,
      noon + 240 * 60_000,
      new Date(2026, 10, 22).getTime(),
      undefined,
    ]);
  });
});

describe("whom the list asks about", () => {
  test("those one speaks with alone, the newest first, and not all of thousands", () => {
    const entries = [entry({ user: grace, name: "Grace" }), entry(), entry({ user: linus, name: "Linus" })];
    expect(directPeers(entries)).toEqual([grace, linus]);
    expect(directPeers(null)).toEqual([]);
    expect(directPeers(Array.from({ length: 500 }, () => entry({ user: ada, name: "Ada" })))).toHaveLength(
      60,
    );
  });

  test("another order is no other list", () => {
    expect(samePeople([grace, linus], [linus, grace])).toBe(true);
    expect(samePeople([grace], [grace, linus])).toBe(false);
    expect(samePeople([grace], [linus])).toBe(false);
  });
});
