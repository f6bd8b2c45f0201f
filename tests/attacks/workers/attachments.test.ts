import { describe, expect, it } from "vitest";
import { join, png } from "../../support/images.ts";
import { gif, gifExtension, gifFrame, jpeg, jpegFrame, segment } from "../../support/pictures.ts";
import {
  attachFile,
  download,
  enter,
  newAttachmentId,
  objectsOf,
  pathOf,
  teamInRoom,
} from "../../workers/support/attachments.ts";
import { upload } from "../../workers/support/library.ts";
import { codeOf } from "../../workers/support/visitor.ts";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const SCRIPT = "<script>alert(document.domain)</script>";

describe("files that lie", () => {
  it.each<[string, string, Uint8Array]>([
    ["SVG as an image", "photo.svg", bytesOf(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`)],
    ["SVG called PNG", "photo.png", bytesOf(`<?xml version="1.0"?><svg onload="alert(1)"/>`)],
    ["HTML called PNG", "photo.png", bytesOf(`<!doctype html>${SCRIPT}`)],
    ["HTML called text", "notes.txt", bytesOf(` \n\ufeff<b>${SCRIPT}`)],
    ["XML with a style sheet", "data.xml", bytesOf(`<?xml version="1.0"?><?xml-stylesheet href="x"?><a/>`)],
    ["a PDF with a script after it", "plan.pdf", bytesOf(`%PDF-1.7\n${SCRIPT}`)],
    ["text that is a program", "run.js", bytesOf("alert(document.domain)")],
    ["a program that begins like a GIF", "a.gif", bytesOf(`GIF89a/*\u0001\u0002*/=1;alert(1);${SCRIPT}`)],
    ["an icon that holds a page", "a.ico", join([Uint8Array.of(0, 0, 1, 0, 1, 0), bytesOf(SCRIPT)])],
    [
      "a page behind a byte order mark of another alphabet",
      "a.png",
      Uint8Array.of(0xff, 0xfe, 0x3c, 0, 0x73, 0),
    ],
  ])("attack 92: %s is a download of no type (ATTACH-10)", async (_, name, bytes) => {
    const { ada, grace, place } = await teamInRoom();
    const { id } = await attachFile(ada, place, name, bytes);
    await (await enter(ada, place)).sends([id]);
    const got = await download(grace, place, id);
    expect(got.bytes).toEqual(bytes);
    expect(got.headers.get("content-type")).toBe("application/octet-stream");
    expect(got.headers.get("content-disposition")).toBe(`attachment; filename*=UTF-8''${name}`);
    expectsNothing(got.headers);
  });

  it.each<[string, Uint8Array, string]>([
    [
      "a GIF that is a program too",
      gif(0x2a2f, 0x101, [gifExtension(0xfe, bytesOf("*/=1;alert(1);//")), gifFrame(1, 1)], SCRIPT),
      "image/gif",
    ],
    ["a PNG with a page behind it", join([png(2, 2), bytesOf(SCRIPT)]), "image/png"],
    [
      "a JPEG with a page in its remarks",
      jpeg([segment(0xfe, bytesOf(SCRIPT)), jpegFrame(2, 2)]),
      "image/jpeg",
    ],
  ])("attack 92: %s is an image to every browser, and nothing else (ATTACH-10)", async (_, bytes, type) => {
    const { ada, place } = await teamInRoom();
    const { id } = await attachFile(ada, place, "page.html", bytes);
    const got = await download(ada, place, id);
    expect(got.headers.get("content-type")).toBe(type);
    expect(String.fromCharCode(...got.bytes)).not.toContain("alert");
    expectsNothing(got.headers);
  });

  it("attack 92: what a file claims to be is not listened to (ATTACH-4)", async () => {
    const { ada, place } = await teamInRoom();
    const path = pathOf(place, newAttachmentId());
    for (const type of ["text/html", "image/svg+xml", "multipart/form-data; boundary=x"])
      expect(codeOf(await upload(ada, path, "a.png", SCRIPT, { "content-type": type }))).toBe("forbidden");
    const claimed = "application/octet-stream; charset=text/html";
    const file = await attachFile(ada, place, "a.png", SCRIPT, { "content-type": claimed });
    expect(file.type).toBe("application/octet-stream");
    expect(await objectsOf(place)).toHaveLength(1);
  });
});

/** Checks the headers: the file is not executed, framed, sniffed as another type, or stored by a shared cache. */
function expectsNothing(headers: Headers): void {
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("content-security-policy")).toBe("default-src 'none'; frame-ancestors 'none'; sandbox");
  expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
  expect(headers.get("cache-control")).toBe("private, no-cache");
}

describe("names", () => {
  it.each([
    ["../../../etc/passwd", "passwd"],
    ["..\\..\\boot.ini", "boot.ini"],
    ["\u202egpj.exe", "gpj.exe"],
    ["a\u0000b\r\nset-cookie: x=1.txt", "a b set-cookie: x=1.txt"],
    [`x"; filename=evil.html`, `x"; filename=evil.html`],
    [`${"n".repeat(4_000)}.pdf`, `${"n".repeat(179)}…${"n".repeat(16)}.pdf`],
  ])("attack 95: %j is data, shown as %j, and part of no key (ATTACH-10)", async (claimed, shown) => {
    const { ada, place } = await teamInRoom();
    const file = await attachFile(ada, place, claimed, "abc");
    expect(file.name).toBe(shown);
    const [key] = await objectsOf(place);
    expect(key).toMatch(new RegExp(`^${place.organization}/${place.room}/[0-9a-f-]{36}$`));
    const got = await download(ada, place, file.id);
    const header = got.headers.get("content-disposition") ?? "";
    expect(header).toMatch(/^attachment; filename\*=UTF-8''[A-Za-z0-9%._~&$+^`|#{}-]+$/);
    expect(decodeURIComponent(header.split("''")[1] ?? "")).toBe(shown);
    expect(got.headers.get("set-cookie")).toBeNull();
  });

  it.each(["att_guess", "..%2f..%2forg", "%00", "att_00000000000000000000000000"])(
    "attack 96: an id that is none, or nobody's, is as if it were not there: %s (ATTACH-9)",
    async (id) => {
      const { ada, place } = await teamInRoom();
      const path = pathOf(place, newAttachmentId()).replace(/att_.*$/, id);
      const got = await ada.get(path);
      expect([got.status, codeOf(got)]).toEqual([404, "not_found"]);
    },
  );

  it("attack 96: a file of one room is not to be had by way of another, nor sent there (ATTACH-5, ATTACH-9)", async () => {
    const { ada, grace, place } = await teamInRoom();
    const other = await grace.makeRoom(place.organization, { kind: "group", name: "hers", members: [] });
    const { id } = await attachFile(ada, place, "secret.txt", "secret");
    await (await enter(ada, place)).sends([id]);
    const there = { ...place, room: other };
    expect((await download(grace, there, id)).status).toBe(404);
    expect((await download(ada, there, id)).status).toBe(404);
    expect(await (await enter(grace, there)).sends([id], "mine")).toMatchObject({ code: "not_found" });
  });
});
