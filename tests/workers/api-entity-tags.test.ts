import { beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../server/directory/random-ids.ts";
import { eventually } from "../support/eventually.ts";
import { request, roomPath, untraced } from "./support/api-request.ts";
import { team } from "./support/person.ts";
import { begin, write } from "./support/api-rooms-lab.ts";

beforeAll(begin);

describe("entity tags", () => {
  it("API-14: who has the answer is told so without it, and gets it when it has changed", async () => {
    // People of their own, whose requests of a minute are not used up.
    const { ada, grace, organization } = await team();
    const room = await ada.makeRoom(organization.id, { kind: "group", name: "yard", members: [grace.id] });
    await write(ada, room, "one");
    for (const path of [
      roomPath(room, "/messages"),
      roomPath(room),
      roomPath(room, "/members"),
      `/api/v1/rooms?organization=${organization.id}`,
      `/api/v1/libraries?organization=${organization.id}`,
    ]) {
      const first = await eventually(async () => {
        const [a, b] = [await request(ada, "GET", path), await request(ada, "GET", path)];
        expect(untraced(a)).toBe(untraced(b));
        return a;
      });
      const tag = first.headers.get("etag") ?? "";
      expect(tag).toMatch(/^W\/"[0-9a-f]{32}"$/);
      expect(first.headers.get("cache-control")).toBe("private, no-cache");
      for (const asked of [tag, tag.replace("W/", ""), `"other", ${tag}`, "*"]) {
        const again = await request(ada, "GET", path, { headers: { "if-none-match": asked } });
        expect([path, again.status, again.text, again.headers.get("etag")]).toEqual([path, 304, "", tag]);
      }
      const other = await request(ada, "GET", path, { headers: { "if-none-match": '"other"' } });
      expect([other.status, untraced(other)]).toEqual([200, untraced(first)]);
    }
    const before = (await request(ada, "GET", roomPath(room, "/messages"))).headers.get("etag") ?? "";
    await write(grace, room, "two");
    const changed = await request(ada, "GET", roomPath(room, "/messages"), {
      headers: { "if-none-match": before },
    });
    expect(changed.status).toBe(200);
    expect(changed.text).toContain("two");
    // A refusal has none, and neither have the app's own addresses.
    const refused = await request(ada, "GET", roomPath(newId("room")), { headers: { "if-none-match": "*" } });
    expect([refused.status, refused.headers.get("etag")]).toEqual([404, null]);
    const app = await request(ada, "GET", `/api/organizations/${organization.id}/people`);
    expect([app.headers.get("etag"), app.headers.get("cache-control")]).toEqual([null, "no-store"]);
  });
});
