import { runInDurableObject } from "cloudflare:test";
import { exports } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { ALL_SCOPES } from "../../shared/permissions.ts";
import { type Attachment, attachmentPaths } from "../../shared/attachments.ts";
import type { AttachmentId } from "../../shared/ids.ts";
import { MAX_ATTACHMENT_BYTES, UPLOAD_LIFETIME, WAITING_LIFETIME } from "../../shared/limits.ts";
import { eventually } from "../support/eventually.ts";
import { join, png } from "../support/images.ts";
import { ascii, exif, jpeg, jpegFrame, pngWith, segment } from "../support/pictures.ts";
import {
  attachFile,
  download,
  enter,
  newAttachmentId,
  objectOf,
  objectsOf,
  pathOf,
  ring,
  teamInRoom,
} from "./support/attachments.ts";
import { aiRoom, joinAs, setAi } from "./support/ai-room.ts";
import { upload } from "./support/library.ts";
import { signUp } from "./support/person.ts";
import { newMessageId } from "./support/room.ts";
import { codeOf, ORIGIN } from "./support/visitor.ts";

const BYTES = Uint8Array.from({ length: 300_000 }, (_, i) => (i * 7) % 251);

describe("uploading", () => {
  it("ATTACH-1: what comes back is what was sent, byte by byte; the same again is stored once", async () => {
    const { ada, grace, place } = await teamInRoom();
    const id = newAttachmentId();
    const file = await attachFile(ada, place, "plan.bin", BYTES, {}, id);
    expect(file).toEqual({ id, name: "plan.bin", bytes: BYTES.length, type: "application/octet-stream" });
    expect(await attachFile(ada, place, "plan.bin", BYTES, {}, id)).toEqual(file);
    expect(codeOf(await upload(ada, pathOf(place, id), "other.bin", BYTES))).toBe("conflict");
    expect(codeOf(await upload(grace, pathOf(place, id), "plan.bin", BYTES))).toBe("conflict");
    expect(await objectsOf(place)).toHaveLength(1);
    expect((await download(ada, place, id)).bytes).toEqual(BYTES);
    expect(
      await ada.must(ada.get<Attachment[]>(attachmentPaths.all(place.organization, place.room))),
    ).toEqual([file]);
    expect(
      await ada.must(grace.get<Attachment[]>(attachmentPaths.all(place.organization, place.room))),
    ).toEqual([]);
  });

  it("ATTACH-1, ATTACH-2: one that is longer or shorter than it said leaves nothing, and the id can be used again", async () => {
    const { ada, place } = await teamInRoom();
    const id = newAttachmentId();
    for (const length of [BYTES.length + 1, BYTES.length - 1]) {
      const body = new ReadableStream({
        start(controller) {
          controller.enqueue(BYTES);
          controller.close();
        },
      });
      const answer = await exports.default.fetch(`${ORIGIN}${pathOf(place, id)}`, {
        method: "PUT",
        body,
        headers: {
          origin: ORIGIN,
          cookie: ada.cookie,
          "content-type": "application/octet-stream",
          "content-length": String(length),
          "x-file-name": "plan.bin",
        },
      });
      expect(answer.status, await answer.text()).toBe(400);
      expect((await download(ada, place, id)).status).toBe(404);
      await eventually(async () => {
        await ring(place);
        expect(await objectsOf(place)).toEqual([]);
      });
    }
    await attachFile(ada, place, "plan.bin", BYTES, {}, id);
  });

  it("ATTACH-2: one whose server died between storing and taking it is collected", async () => {
    const { ada, place } = await teamInRoom();
    const room = await objectOf(place);
    const begun = await room.announceUpload(
      { user: ada.id, scopes: ALL_SCOPES },
      { id: newAttachmentId(), name: "a", bytes: 3 },
    );
    if (begun.type !== "begun") throw new Error(begun.type);
    const key = `${place.organization}/${place.room}/${begun.object}`;
    const { env } = await import("cloudflare:workers");
    await env.FILES.put(key, "abc");
    await ring(place);
    expect(await objectsOf(place)).toEqual([key]);
    await runInDurableObject(room, (_, { storage }) => {
      storage.sql.exec("UPDATE orphan_objects SET due = due - ?", UPLOAD_LIFETIME + 1);
      storage.sql.exec("UPDATE schedule SET due = 0 WHERE task = 'attachments'");
    });
    await ring(place);
    await eventually(async () => expect(await objectsOf(place)).toEqual([]));
  });

  it.each<[string, string, Record<string, string>, string]>([
    ["is too large", "a.bin", { "content-length": String(MAX_ATTACHMENT_BYTES + 1) }, "too_large"],
    ["is empty", "a.bin", { "content-length": "0" }, "bad_type"],
    ["says no length", "a.bin", { "content-length": "many" }, "bad_type"],
    ["has no name", "", {}, "bad_type"],
    ["has a name that is none", "../..", {}, "bad_type"],
  ])("ATTACH-3: one that %s is refused", async (_, name, headers, code) => {
    const { ada, place } = await teamInRoom();
    const path = pathOf(place, newAttachmentId());
    expect(codeOf(await upload(ada, path, name, "abc", headers))).toBe(code);
    expect(await objectsOf(place)).toEqual([]);
  });

  it("ATTACH-4: an image tells its size, whatever it was called", async () => {
    const { ada, place } = await teamInRoom();
    const file = await attachFile(ada, place, "picture.html", png(64, 48));
    expect(file).toMatchObject({ name: "picture.html", type: "image/png", width: 64, height: 48 });
  });
});

describe("pictures", () => {
  const secret = ascii("48.2082 N 16.3738 E");
  const photo = jpeg([
    segment(0xe1, join([ascii("Exif\0\0"), exif(6, "48.2082 N 16.3738 E")])),
    segment(0xfe, secret),
    jpegFrame(4_000, 3_000),
  ]);

  it("ATTACH-17: nobody gets the place of a photograph, not even its uploader; length, ranges and repeats stay right", async () => {
    const { ada, grace, place } = await teamInRoom();
    const id = newAttachmentId();
    const file = await attachFile(ada, place, "photo.jpg", photo, {}, id);
    expect(file).toMatchObject({ type: "image/jpeg", width: 3_000, height: 4_000, bytes: photo.length });
    const again = await upload(ada, pathOf(place, id), "photo.jpg", photo);
    expect([again.status, again.body.data]).toEqual([200, file]);
    expect(await objectsOf(place)).toHaveLength(1);
    const mine = await download(ada, place, id);
    await (await enter(ada, place)).sends([id]);
    const hers = await download(grace, place, id);
    expect(hers.bytes).toEqual(mine.bytes);
    expect(hers.bytes).toHaveLength(photo.length);
    expect(hers.headers.get("content-length")).toBe(String(photo.length));
    expect(String.fromCharCode(...hers.bytes)).not.toContain("48.2082");
    const part = await download(grace, place, id, { range: "bytes=10-99" });
    expect([part.status, part.bytes]).toEqual([206, hers.bytes.slice(10, 100)]);
  });

  it("ATTACH-18: one that would fill the memory of its readers is a file with its measure", async () => {
    const { ada, place } = await teamInRoom();
    const bomb = pngWith([1, 1], []);
    new DataView(bomb.buffer).setUint32(16, 20_000);
    new DataView(bomb.buffer).setUint32(20, 20_000);
    const file = await attachFile(ada, place, "bomb.png", bomb);
    expect(file).toMatchObject({ width: 20_000, height: 20_000, bytes: bomb.length });
    const got = await download(ada, place, file.id);
    expect(got.headers.get("content-type")).toBe("application/octet-stream");
    expect(got.headers.get("content-disposition")).toBe("attachment; filename*=UTF-8''bomb.png");
    expect(got.bytes).toEqual(bomb);
  });
});

describe("a message with files", () => {
  it("ATTACH-5, ATTACH-9: is seen by everyone, who may have its files from then on", async () => {
    const { ada, grace, place } = await teamInRoom();
    const stranger = await signUp("mallory");
    const [one, two] = [
      await attachFile(ada, place, "plan.bin", BYTES),
      await attachFile(ada, place, "photo.png", png(64, 48)),
    ];
    expect((await download(grace, place, one.id)).status).toBe(404);
    const [mine, hers] = [await enter(ada, place), await enter(grace, place)];
    await mine.sends([one.id, two.id]);
    expect(await hers.socket.frame("events")).toMatchObject({
      events: [{ type: "message.sent", message: { text: "", attachments: [one, two] } }],
    });
    expect((await download(grace, place, one.id)).bytes).toEqual(BYTES);
    expect((await download(stranger, place, one.id)).status).toBe(404);
    expect(await mine.sends([one.id], "again")).toMatchObject({ code: "conflict" });
    expect(await hers.sends([two.id], "mine")).toMatchObject({ code: "not_found" });
  });

  it("ATTACH-9: somebody who was removed has none of them from that moment on", async () => {
    const { ada, grace, place } = await teamInRoom();
    const [hers, waiting] = [
      await attachFile(grace, place, "hers.txt", "hello"),
      await attachFile(grace, place, "later.txt", "hello"),
    ];
    await (await enter(grace, place)).sends([hers.id]);
    expect((await download(grace, place, hers.id)).status).toBe(200);
    await (await enter(ada, place)).says({ type: "remove", user: grace.id });
    for (const { id } of [hers, waiting]) expect((await download(grace, place, id)).status).toBe(404);
    expect((await download(ada, place, hers.id)).status).toBe(200);
  });

  it("ATTACH-9: a part of a file is given where one asks for it, and nothing where one has it already", async () => {
    const { ada, place } = await teamInRoom();
    const { id } = await attachFile(ada, place, "plan.bin", BYTES);
    const part = await download(ada, place, id, { range: "bytes=10-19" });
    expect([part.status, part.headers.get("content-range"), part.headers.get("content-length")]).toEqual([
      206,
      `bytes 10-19/${BYTES.length}`,
      "10",
    ]);
    expect(part.bytes).toEqual(BYTES.slice(10, 20));
    expect((await download(ada, place, id, { range: "bytes=-5" })).bytes).toEqual(BYTES.slice(-5));
    expect((await download(ada, place, id, { range: "bytes=299990-" })).bytes).toEqual(BYTES.slice(299_990));
    for (const range of ["bytes=9-3", "bytes=999999-", "bytes=0-1,5-6", "lines=1-2", "bytes=-0"])
      expect((await download(ada, place, id, { range })).status).toBe(200);
    const whole = await download(ada, place, id);
    expect(whole.headers.get("cache-control")).toBe("private, no-cache");
    const again = await download(ada, place, id, { "if-none-match": whole.headers.get("etag") ?? "" });
    expect([again.status, again.bytes.length]).toEqual([304, 0]);
    for (const tag of ["no tag", '"another"', 'W/"x", "y"', '"half'])
      expect((await download(ada, place, id, { "if-none-match": tag })).status).toBe(200);
  });

  it("ATTACH-11: takes them along when it is deleted: 404 at once, and then no bytes", async () => {
    const { ada, grace, place } = await teamInRoom();
    const [sent, waiting] = [
      await attachFile(ada, place, "plan.bin", BYTES),
      await attachFile(ada, place, "other.bin", BYTES),
    ];
    const mine = await enter(ada, place);
    const { events } = await mine.sends([sent.id]);
    const [{ seq }] = events as [{ seq: number }];
    await mine.says({ type: "delete", target: seq });
    expect((await download(grace, place, sent.id)).status).toBe(404);
    expect((await download(ada, place, sent.id)).status).toBe(404);
    await eventually(async () => {
      await ring(place);
      expect(await objectsOf(place)).toHaveLength(1);
    });
    expect((await download(ada, place, waiting.id)).status).toBe(200);
  });

  it("ATTACH-13: what waited too long is collected, twice as once; what was sent stays", async () => {
    const { ada, place } = await teamInRoom();
    const [old, sent, removed] = [
      await attachFile(ada, place, "old.bin", BYTES),
      await attachFile(ada, place, "sent.bin", BYTES),
      await attachFile(ada, place, "removed.bin", BYTES),
    ];
    await (await enter(ada, place)).sends([sent.id]);
    for (const { id } of [removed, removed]) await ada.must(ada.send("DELETE", pathOf(place, id)));
    expect(codeOf(await ada.send("DELETE", pathOf(place, sent.id)))).toBe("conflict");
    await runInDurableObject(await objectOf(place), (_, { storage }) => {
      storage.sql.exec("UPDATE attachments SET uploaded_at = uploaded_at - ?", WAITING_LIFETIME);
    });
    for (let twice = 0; twice < 2; twice++) {
      await runInDurableObject(await objectOf(place), (_, { storage }) => {
        storage.sql.exec("UPDATE schedule SET due = 0 WHERE task = 'attachments'");
      });
      await ring(place);
      await eventually(async () => expect(await objectsOf(place)).toHaveLength(1));
    }
    expect((await download(ada, place, old.id)).status).toBe(404);
    expect((await download(ada, place, sent.id)).bytes).toEqual(BYTES);
  });

  it("ATTACH-7: a repeated send with other files is refused", async () => {
    const { ada, place } = await teamInRoom();
    const [one, two] = [await attachFile(ada, place, "a", "a"), await attachFile(ada, place, "b", "b")];
    const mine = await enter(ada, place);
    const send = { type: "send", id: newMessageId(), text: "both" };
    await mine.says({ ...send, attachments: [one.id] });
    expect(await mine.says({ ...send, attachments: [two.id] })).toMatchObject({ code: "conflict" });
  });
});

describe("moderation", () => {
  it("ATTACH-12: reads what files are called; held ones are for those who decide, released ones for everyone", async () => {
    const scene = await aiRoom("group");
    await setAi(scene, { moderation: "hold" });
    const { ada, grace, id: room } = scene;
    const place = { organization: scene.organization.id, room };
    const file = await attachFile(grace, place, "#unsafe S10 indeed.png", png(8, 8));
    const [manager, author] = [await joinAs(scene, ada), await joinAs(scene, grace)];
    const sent = async (attachments: AttachmentId[]) => {
      const id = newMessageId();
      author.tell({ type: "send", id, text: "", attachments });
      return author.until(() =>
        author.events.find((event) => event.type === "message.sent" && event.message.id === id),
      );
    };
    const held = await sent([file.id]);
    expect(held).toMatchObject({ message: { text: "", moderation: { state: "held", categories: ["S10"] } } });
    expect(JSON.stringify(held)).not.toContain("indeed.png");
    const statuses = async () => [
      (await download(ada, place, file.id)).status,
      (await download(grace, place, file.id)).status,
    ];
    expect(await statuses()).toEqual([200, 404]);
    expect(await manager.ask({ type: "heldMessage", target: held.seq })).toMatchObject({
      text: "",
      attachments: [file],
    });
    await manager.ask({ type: "moderate", target: held.seq, decision: "release" });
    const released = await author.until(() => author.events.find(({ type }) => type === "message.moderated"));
    expect(released).toMatchObject({ moderation: null, text: "", attachments: [file] });
    expect(await statuses()).toEqual([200, 200]);

    const second = await attachFile(grace, place, "#unsafe S10 again.png", png(8, 8));
    const other = await sent([second.id]);
    await manager.ask({ type: "moderate", target: other.seq, decision: "retract" });
    expect((await download(ada, place, second.id)).status).toBe(404);
    await eventually(async () => {
      await ring(place);
      expect(await objectsOf(place)).toHaveLength(1);
    });
  });
});
