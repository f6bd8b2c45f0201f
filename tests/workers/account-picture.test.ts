import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { accountPaths } from "../../shared/account.ts";
import { paths, type MemberHandle } from "../../shared/api.ts";
import { pngWith } from "./support/png.ts";
import { signUp, team } from "./support/person.ts";
import { account, putPicture, getPicture } from "./support/account.ts";

describe("the picture", () => {
  it("ACCOUNT-3: people of the organization see it, without metadata, and others learn nothing", async () => {
    const { ada, grace, organization } = await team();
    const mallory = await signUp("mallory");
    await mallory.found();
    const put = await putPicture(grace, pngWith({ width: 256, height: 256, secret: "Stockholm" }));
    expect(put.status).toBe(201);
    const seen = await getPicture(ada, organization.id, grace.id);
    expect(seen.headers.get("content-type")).toBe("image/png");
    expect(seen.headers.get("content-security-policy")).toContain("sandbox");
    expect(Buffer.from(await seen.arrayBuffer()).includes("Stockholm")).toBe(false);
    const known = await getPicture(ada, organization.id, grace.id, {
      "if-none-match": seen.headers.get("etag") ?? "",
    });
    expect(known.status).toBe(304);
    const { picture } = put.body.data;
    const handles = await ada.must(ada.get<MemberHandle[]>(paths.handles(organization.id)));
    expect(handles.find(({ id }) => id === grace.id)?.picture).toBe(picture);
    expect((await getPicture(mallory, organization.id, grace.id)).status).toBe(404);
    expect((await getPicture(ada, organization.id, ada.id)).status).toBe(404);
  });

  it("ACCOUNT-3: a new one replaces the old one, and removing it leaves no bytes", async () => {
    const { grace, organization } = await team();
    const stored = async () => (await env.FILES.list({ prefix: `people/${grace.id}/` })).objects.length;
    await putPicture(grace, pngWith({ width: 64, height: 64 }));
    await putPicture(grace, pngWith({ width: 65, height: 65 }));
    expect(await stored()).toBe(1);
    expect((await grace.delete(accountPaths.picture)).status).toBe(200);
    expect(await stored()).toBe(0);
    expect((await getPicture(grace, organization.id, grace.id)).status).toBe(404);
  });

  it("ACCOUNT-3: what is no still picture of at most 1,024 pixels and 512 KiB is refused", async () => {
    const grace = await signUp("grace");
    const encode = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(new TextEncoder().encode(text));
    const hostile = encode("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>");
    for (const bytes of [
      hostile,
      encode("GIF89a\u0001\u0000\u0001\u0000"),
      pngWith({ width: 1_025, height: 10 }),
      pngWith({ width: 100_000, height: 100_000 }),
    ])
      expect((await putPicture(grace, bytes)).status).toBe(400);
    expect((await putPicture(grace, new Uint8Array(512 * 1024 + 1))).status).toBe(413);
    expect((await account(grace)).picture).toBeNull();
  });
});
