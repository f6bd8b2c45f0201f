import { beforeAll, test } from "vitest";
import { ask, lastAnswer, slowly } from "./support/ai.ts";
import { makeSession, makeGroup } from "./support/make-rooms.ts";
import { addNote, makeLibrary, openLibrary, ready } from "./support/knowledge.ts";
import { found, join, type Home } from "./support/people.ts";
import { enter, say } from "./support/room.ts";
import { screenshots, screenshot } from "./support/screenshot.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();
let ada: Home;
let grace: Home;
const answer = String.raw`# Go or no-go

Three items are open, and only one of them needs a break: **40 seconds on Friday at 18:00**.[1] The index can be built while people work.[2]

## Still open

| Open item | Owner | Due | Rows touched | Break |
| --- | --- | --- | ---: | ---: |
| Index for large notebooks | Ada | Wed | 1,284,006 | none |
| Move attachments to the new bucket | Kenji | Thu | 48,210 | 40 s |
| Wording of the banner | Chloe, Ada | today | 0 | none |

### The index

Run it on Wednesday; ${"`CONCURRENTLY`"} takes about 11 minutes on our data and locks nothing.

${"```sql"}
-- builds in the background, writes go on
CREATE INDEX CONCURRENTLY entries_notebook_idx
  ON entries (notebook_id, created_at DESC);
${"```"}

- One item that is a list item
- Another one with more words than the first, so that it needs more than one line to be shown in the column of the room

1. First
2. Second
`;
beforeAll(async () => {
  ada = await found(stage.browser, stage.app.origin, "Ada Lindqvist", "Fieldnote");
  grace = await join(stage.browser, stage.app.origin, "Ben Okafor", ada);
}, 180_000);
test("look", async () => {
  const { page } = ada;
  const library = await makeLibrary(ada, { name: "Handbook" } as never);
  await addNote(ada, library, { title: "Release plan", text: "# Release plan\n\n## Break\n\nThe break is forty seconds on Friday at 18:00, and the index for large notebooks is built while people work." } as never).catch((e) => console.log(String(e)));
  await openLibrary(ada, library);
  await ready(page, "Release plan").catch(() => undefined);
  const room = await makeGroup(ada, "Release 2.4", grace);
  await enter(grace, room);
  await enter(ada, room);
  await say(grace.page, "Morning! Offline sync passed the night run on all three devices.");
  await say(grace.page, "One thing is left: importing old notebooks is slow above 5,000 entries.");
  await say(page, "I profiled it: four fifths of the time is one missing index.");
  await say(page, "The fix is up for review.");
  await say(grace.page, "صباح الخير! سأراجع ملاحظات الإصدار بعد الاجتماع");
  await screenshots(page, "look-room");
  const session = await makeSession(ada, "Pricing experiment: go or no-go?", grace);
  await enter(ada, session);
  await ask(page, "When is the break, and is the index built while people work?", [{ think: "Let me see" }, { wait: 2500 }, ...slowly("word $i and ", 30, 100)]);
  await page.waitForTimeout(1500);
  await screenshot(page, "look-thinking");
  await lastAnswer(page).getByText("word 5").waitFor();
  await screenshot(page, "look-writing");
  await lastAnswer(page).getByText("word 29").waitFor();
  await ask(page, "Write a long answer about the break", slowly("This is a paragraph with number $i that is long enough for a line.\n\n", 40, 120));
  await lastAnswer(page).getByText("number 25").waitFor();
  await page.waitForTimeout(300);
  await screenshots(page, "look-sticky");
  await lastAnswer(page).getByText("number 39").waitFor();
  await ask(page, "Is the break on Friday, and is the index built while people work?", [{ say: answer }]);
  await lastAnswer(page).getByText("Second", { exact: true }).waitFor();
  await lastAnswer(page).getByRole("button", { name: "What else is there about Still open" }).waitFor().catch((e) => console.log(String(e)));
  await lastAnswer(page).getByRole("button", { name: "Good answer" }).click();
  await lastAnswer(page).getByRole("button", { name: "Answer again" }).click();
  await lastAnswer(page).getByText("2 of 2").waitFor();
  await lastAnswer(page).getByRole("button", { name: "Good answer" }).click();
  await page.waitForTimeout(2500);
  await screenshots(page, "look-answer");
  await lastAnswer(page).locator("a.citation__number").first().hover();
  await page.waitForTimeout(1200);
  await screenshot(page, "look-card");
  await page.setViewportSize({ width: 1440, height: 1500 });
  await page.waitForTimeout(300);
  await screenshot(page, "look-answer-tall");
  await lastAnswer(page).getByRole("button", { name: "More about this answer" }).click();
  await screenshot(page, "look-more");
});
