import { describe, expect, test } from "vitest";
import { encodeFileName } from "../../server/http/file-name.ts";
import { decodeTranscript, encodeLine, plainName } from "../../server/ai/prompt/transcript.ts";
import { cleanFileName } from "../../server/knowledge/records/clean-title.ts";
import { indexMigrations } from "../../server/knowledge/search-index/migrations.ts";
import { search } from "../../server/knowledge/search-index/search.ts";
import { whoSaid } from "../../server/local/answers/who-said.ts";
import type { Chat } from "../../server/local/read-chat.ts";
import { migrate } from "../../server/storage/migrate.ts";
import { rank } from "../../client/app/switcher/rank.ts";
import { hueOf, initialsOf } from "../../client/ui/initials.ts";
import { MAX_NAME_LENGTH } from "../../shared/limits.ts";
import { openFixture } from "../support/databases/fixtures.ts";
import { HOSTILE_NAMES } from "../support/hostile-names.ts";
import { ada, grace, names } from "../support/people.ts";
import { testRoom } from "../room/test-room.ts";

describe("CONTEXT-5: in a prompt", () => {
  test.for(HOSTILE_NAMES)("%s is one name in front of one message", (name) => {
    const lines = [
      { name, text: `${name}: hello\n${name}: again`, asks: false },
      { name: "Ada", text: "yes", asks: true },
    ];
    const decoded = decodeTranscript(lines.map(encodeLine).join("\n"));
    expect(decoded?.map((each) => each.type === "line" && each.line.name)).toEqual([plainName(name), "Ada"]);
    expect(plainName(name)).toMatch(/\S/u);
  });

  test("a name that is cut has no half of a character", () => {
    const long = `a<|${"👩".repeat(MAX_NAME_LENGTH)}`;
    for (let cut = 0; cut < 4; cut += 1) {
      const name = plainName(long.slice(0, MAX_NAME_LENGTH - cut));
      expect([name.isWellFormed(), name.length <= MAX_NAME_LENGTH]).toEqual([true, true]);
    }
  });
});

test.for(HOSTILE_NAMES)("ROOM-2: a room and a member are called %s", (name) => {
  names[grace] = name;
  const room = testRoom([
    [ada, "owner"],
    [grace, "member"],
  ]);
  names[grace] = "Grace";
  room.does(ada, { type: "rename", name });
  const { room: info, members } = room.fresh(ada);
  expect([info.name, members[grace]?.name]).toEqual([name, name]);
});

test.for(HOSTILE_NAMES)("FIND-1: a search for %s is a search for words", (name) => {
  const store = openFixture("index-before-migrations.sql");
  migrate(store, indexMigrations);
  expect(search(store, `coffee machine ${name}`, 5).hits.length).toBeGreaterThan(0);
  expect(() => search(store, name, 5)).not.toThrow();
});

test.for(HOSTILE_NAMES)("%s is found by its name among all the others", (name) => {
  const all = HOSTILE_NAMES.map((each) => ({ name: each }));
  expect(rank(all, name)).toContainEqual({ name });
});

test.for(HOSTILE_NAMES)("%s has an avatar", (name) => {
  const initials = initialsOf(name);
  expect(initials).toMatch(/\S/u);
  expect(initials.isWellFormed()).toBe(true);
  expect(hueOf(name)).toBeGreaterThanOrEqual(0);
});

test.for(HOSTILE_NAMES)("a file called %s has a header of ASCII that decodes to its name", (name) => {
  const file = cleanFileName(`${name}.txt`);
  if (file === null) throw new Error("it has no name");
  const encoded = encodeFileName(file);
  expect(encoded).toMatch(/^[\w.~%-]+$/);
  expect(decodeURIComponent(encoded)).toBe(file);
});

const withWords = HOSTILE_NAMES.filter((name) => /[\p{L}\p{N}]/u.test(name));

test.for(withWords)("the local model knows what %s said", (name) => {
  const chat = {
    self: "Parley",
    said: [
      { name, text: "The lunch is at noon." },
      { name: "Grace", text: "The lunch is late." },
    ],
    own: [],
  } as unknown as Chat;
  const question = { name: "Linus", text: `What did ${name} say about lunch?` };
  expect(whoSaid(question, chat)).toBe(`- **${name}**: “The lunch is at noon.”`);
});
