import type { Browser } from "playwright-core";
import type { RoomReference } from "../../../shared/api.ts";
import { call, found, join, me, type Home } from "./people.ts";
import { act, composer, enter, message, say } from "./room.ts";
import { leave } from "./stage.ts";

/** Creates a typical workspace: some rooms, some people, and a conversation with one example of each feature. */
export async function playScene(browser: Browser, origin: string): Promise<Home> {
  const ada = await found(browser, origin, "Ada Lovelace", "Analytical Engines");
  const grace = await join(browser, origin, "Grace Hopper", ada);
  const linus = await join(browser, origin, "Linus Torvalds", ada);
  const noor = await join(browser, origin, "نور الهاشمي", ada);
  const ids = await Promise.all([grace, linus, noor].map(async (home) => (await me(home)).user.id));
  const rooms = `/api/organizations/${ada.organization.id}/rooms`;
  const group = await call<RoomReference>(ada, rooms, { kind: "group", name: "Release 1.4", members: ids });
  const other = await call<RoomReference>(grace, rooms, { kind: "group", name: "Lunch", members: [ids[1]] });
  const direct = await call<RoomReference>(grace, rooms, {
    kind: "direct",
    members: [(await me(ada)).user.id],
  });
  const withLinus = await call<RoomReference>(linus, rooms, {
    kind: "direct",
    members: [(await me(ada)).user.id],
  });

  await enter(grace, other.id);
  await enter(linus, withLinus.id);
  await say(linus.page, "I pushed the fix for the scheduler. Tests are green.");
  await enter(grace, direct.id);
  await say(grace.page, "Are you joining at three?");

  for (const home of [ada, grace, linus, noor]) await enter(home, group.id);
  await say(grace.page, "Good morning! The release notes are ready for a look: https://example.com/notes");
  await say(
    grace.page,
    "Two things are open:\n\n- [x] migration guide\n- [ ] the section about **offline** work",
  );
  await message(linus.page, "migration guide").waitFor();
  await say(
    linus.page,
    "The migration is one command:\n\n```\nnpm run migrate -- --dry-run\n```\n\nIt takes about 40 s on our data.",
  );
  await message(ada.page, "one command").waitFor();
  await act(ada.page, "release notes are ready", "Reply");
  await say(ada.page, "Reading them now. I like the first paragraph a lot.");
  await message(noor.page, "Reading them now").waitFor();
  await say(noor.page, "صباح الخير! سأراجع القسم الأخير بعد الاجتماع.");
  await message(grace.page, "صباح").waitFor();
  await say(grace.page, "Thank you! @Ada Lovelace could you write the part about offline?");
  await message(ada.page, "could you write").waitFor();
  for (const home of [linus, noor, ada]) {
    await act(home.page, "one command", "React");
    await home.page.getByRole("button", { name: home === ada ? "smile" : "heart", exact: true }).click();
  }
  await say(ada.page, "Sure, you have it by noon.");
  await message(linus.page, "by noon").waitFor();
  await composer(linus.page).pressSequentially("Great");
  await ada.page.getByText("Linus Torvalds is typing").waitFor();
  await ada.page.evaluate(
    () => document.activeElement instanceof HTMLElement && document.activeElement.blur(),
  );
  await leave(noor);
  return ada;
}
