import { env, exports } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { paths, type AiSettings, type UsageReport } from "../../shared/api.ts";
import { MAX_SPOKEN_LENGTH, MAX_TRANSCRIBED_BYTES, SPEECH_PER_MINUTE } from "../../shared/limits.ts";
import { speechPaths, STAND_IN, type Transcript } from "../../shared/speech/speech.ts";
import { chooseSpeaker } from "../../server/ai/model/speech-models.ts";
import { speak } from "../../server/ai/standalone/speak.ts";
import { transcribe } from "../../server/ai/standalone/transcribe.ts";
import { attachmentKey, transcriptKey } from "../../server/bindings/attachment-key.ts";
import { attachFile, enter, teamInRoom } from "./support/attachments.ts";
import { type Person, signUp, team } from "./support/person.ts";
import { codeOf, ORIGIN } from "./support/visitor.ts";

/** The beginning of an MP3 and some more bytes. */
const MP3 = Uint8Array.from([0x49, 0x44, 0x33, 4, 0, 0, 0, 0, 0, 0, 0xff, 0xfb, 0x90, 0, 1, 2, 3]);
const WAV = new Uint8Array(2_000);
WAV.set(new TextEncoder().encode("RIFF____WAVEfmt "));

async function say(person: Person, path: string, body: unknown) {
  const response = await exports.default.fetch(`${ORIGIN}${path}`, {
    method: "POST",
    headers: { cookie: person.cookie, origin: ORIGIN, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const bytes = new Uint8Array(await response.arrayBuffer());
  return { status: response.status, headers: response.headers, bytes, text: new TextDecoder().decode(bytes) };
}

const codeIn = (text: string): string =>
  (JSON.parse(text) as { error?: { code: string } }).error?.code ?? "ok";

/** The binding with a model that gives this, and what it was asked. */
function withModel(output: () => unknown) {
  const asked: { model: string; inputs: Record<string, unknown> }[] = [];
  const run = (model: string, inputs: Record<string, unknown>) => {
    asked.push({ model, inputs });
    return Promise.resolve(output());
  };
  return { ports: { ...env, AI: { run } as unknown as Ai }, asked };
}

const spentBy = async (person: Person, organization: Parameters<typeof paths.usage>[0]) =>
  (await person.must(person.get<UsageReport>(paths.usage(organization, 1)))).day.spent;

const speakerOf = (...chosen: Parameters<typeof chooseSpeaker>) => {
  const speaker = chooseSpeaker(...chosen);
  if (speaker === null) throw new Error("nobody speaks it");
  return speaker;
};

describe("text to speech", () => {
  it("SPEECH-2: answers with sound, its type, its language and its tag; a stand-in says that it is one", async () => {
    const { ada, organization } = await team();
    const first = await say(ada, speechPaths.speak(organization.id), { text: "**Hello** there [1]." });
    expect([first.status, first.headers.get("content-type")]).toEqual([200, "audio/wav"]);
    expect(first.headers.get(STAND_IN)).toBe("tone");
    expect(first.headers.get("content-language")).toBe("en");
    expect(first.text.slice(0, 4)).toBe("RIFF");
    // It can be heard: not every sample is silent.
    expect(new Int16Array(first.bytes.buffer, 44).some((sample) => Math.abs(sample) > 1_000)).toBe(true);
    const again = await say(ada, `/api/tts?organization=${organization.id}`, { text: "Hello there." });
    expect(again.headers.get("etag")).toBe(first.headers.get("etag"));
    const other = await say(ada, `/api/v1/tts?organization=${organization.id}`, { text: "Bye." });
    expect(other.headers.get("etag")).not.toBe(first.headers.get("etag"));
  });

  it("SPEECH-3: asks the model of the language, or the voice, with the text alone", async () => {
    const { ada, organization } = await team();
    const { ports, asked } = withModel(() => ({ audio: btoa(String.fromCharCode(...MP3)) }));
    const who = { organization: organization.id, user: ada.id };
    const spoken = await speak(ports, { ...who, speaker: speakerOf("fr"), text: "Bonjour." }, Date.now());
    expect(spoken).toMatchObject({ type: "done", result: { type: "audio/mpeg", standIn: null } });
    const streamed = withModel(() => new Blob([MP3]).stream());
    const hera = await speak(
      streamed.ports,
      { ...who, speaker: speakerOf("en", "hera"), text: "Hello." },
      Date.now(),
    );
    if (hera.type !== "done") throw new Error(hera.type);
    expect(new Uint8Array(hera.result.bytes)).toEqual(MP3);
    expect([...asked, ...streamed.asked]).toEqual([
      { model: "@cf/myshell-ai/melotts", inputs: { prompt: "Bonjour.", lang: "fr" } },
      { model: "@cf/deepgram/aura-1", inputs: { text: "Hello.", speaker: "hera", encoding: "mp3" } },
    ]);
    expect(chooseSpeaker("de", "hera")).toBeNull();
  });

  it("SPEECH-4: costs count, what is kept costs nothing, and another organization does not hear it", async () => {
    const [one, two] = await Promise.all([team(), team()]);
    const { ports, asked } = withModel(() => MP3.slice());
    const speaker = speakerOf("en", "luna");
    const ask = ({ ada, organization }: typeof one) =>
      speak(ports, { organization: organization.id, user: ada.id, speaker, text: "A secret." }, Date.now());
    expect((await ask(one)).type).toBe("done");
    expect(await spentBy(one.ada, one.organization.id)).toBe(9 * 15);
    expect((await ask(one)).type).toBe("done");
    expect([asked.length, await spentBy(one.ada, one.organization.id)]).toEqual([1, 9 * 15]);
    expect((await ask(two)).type).toBe("done");
    expect([asked.length, await spentBy(two.ada, two.organization.id)]).toEqual([2, 9 * 15]);
    const report = await one.ada.must(one.ada.get<UsageReport>(paths.usage(one.organization.id, 1)));
    expect(report.rooms).toMatchObject([{ room: "speech", name: "Speech", turns: 0, cost: 9 * 15 }]);
  });

  it("SPEECH-4: nothing is spoken without a budget, and a model that fails costs nothing", async () => {
    const { ada, organization } = await team();
    const settings = await ada.must(ada.get<AiSettings>(paths.aiSettings(organization.id)));
    const budget = { day: 0, month: null };
    await ada.must(ada.send("PUT", paths.aiSettings(organization.id), { ...settings, budget }));
    const refused = await say(ada, speechPaths.speak(organization.id), { text: "Too dear." });
    expect([refused.status, codeIn(refused.text)]).toEqual([409, "too_many"]);
    await ada.must(
      ada.send("PUT", paths.aiSettings(organization.id), {
        ...settings,
        budget: { day: 1_000, month: null },
      }),
    );
    const asked = { organization: organization.id, user: ada.id, speaker: speakerOf("en"), text: "Hello." };
    for (const output of [
      null,
      {},
      { audio: "" },
      { audio: "!" },
      { audio: btoa("words") },
      new Uint8Array(),
    ]) {
      const { ports } = withModel(() => output);
      expect(await speak(ports, asked, Date.now())).toEqual({ type: "failed" });
    }
    const { ports } = withModel(() => Promise.reject(new Error("3040: Capacity temporarily exceeded")));
    expect(await speak(ports, asked, Date.now())).toEqual({ type: "failed" });
    expect(await spentBy(ada, organization.id)).toBe(0);
    // Nothing of a failure is kept or reserved.
    expect((await say(ada, speechPaths.speak(organization.id), { text: "Hello." })).status).toBe(200);
  });

  it("SPEECH-5: a member speaks so often within a minute", async () => {
    const { ada, grace, organization } = await team();
    const { ports } = withModel(() => MP3.slice());
    const now = Date.now();
    const ask = (person: Person, n: number) =>
      speak(
        ports,
        { organization: organization.id, user: person.id, speaker: speakerOf("en"), text: `Number ${n}.` },
        now,
      );
    for (let n = 0; n < SPEECH_PER_MINUTE; n += 1) expect((await ask(ada, n)).type).toBe("done");
    expect((await ask(ada, 1_000)).type).toBe("tooOften");
    expect((await ask(ada, 0)).type).toBe("done");
    expect((await ask(grace, 1_000)).type).toBe("done");
  });

  it("SPEECH-6: members of the organization alone, and for others it does not exist", async () => {
    const { grace, organization } = await team();
    const mallory = await signUp("mallory");
    await mallory.found();
    const body = { text: "Hello." };
    const foreign = await mallory.post(speechPaths.speak(organization.id), body);
    expect([foreign.status, codeOf(foreign)]).toEqual([404, "not_found"]);
    // Whoever may read may hear.
    const scoped = await say(grace, speechPaths.speak(organization.id), body);
    expect(scoped.status).toBe(200);
    const nobody = await exports.default.fetch(`${ORIGIN}${speechPaths.speak(organization.id)}`, {
      method: "POST",
      headers: { origin: ORIGIN, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    expect([nobody.status, codeIn(await nobody.text())]).toEqual([401, "unauthenticated"]);
  });

  it("SPEECH-7: hostile texts get typed refusals", async () => {
    const { ada, organization } = await team();
    const ask = async (body: unknown) => {
      const { status, text } = await say(ada, speechPaths.speak(organization.id), body);
      return status === 200 ? [200] : [status, codeIn(text)];
    };
    for (const text of ["", "  ", "***", "```\ncode\n```", "🎉🎉", "[1][2]", "\u200b", "\u0000"])
      expect(await ask({ text }), JSON.stringify(text)).toEqual([400, "bad_type"]);
    expect(await ask({ text: "long ".repeat(MAX_SPOKEN_LENGTH) })).toEqual([413, "too_large"]);
    expect(await ask({ text: "x".repeat(20_000) })).toEqual([400, "bad_type"]);
    expect(await ask({ text: "x".repeat(100_000) })).toEqual([413, "too_large"]);
    expect(await ask({ text: "你好，世界。" })).toEqual([200]);
    expect(await ask({ text: "مرحبا بالعالم" })).toEqual([400, "bad_type"]);
    expect(await ask({ text: "Hello \ud800 there" })).toEqual([200]);
    expect(await ask({ text: "Party 🎉 with 👩‍🚀!" })).toEqual([200]);
    for (const language of ["xx", "zz-ZZ", "", "e", "en_US", "../en", 5, null])
      expect(await ask({ text: "Hello", language }), String(language)).toEqual([400, "bad_type"]);
    expect(await ask({ text: "Hello", language: "EN-gb" })).toEqual([200]);
    for (const voice of ["nobody", "", 5])
      expect(await ask({ text: "Hello", voice })).toEqual([400, "bad_type"]);
    expect(await ask({ text: 5 })).toEqual([400, "bad_type"]);
    expect(await ask([])).toEqual([400, "bad_type"]);
  });
});

describe("transcripts", () => {
  it("SPEECH-8: members of the room get one, the stand-in says what it is, and nobody else gets anything", async () => {
    const { ada, grace, place } = await teamInRoom();
    const linus = await signUp("linus");
    await linus.accept(await ada.invite(place.organization));
    const file = await attachFile(ada, place, "a.wav", WAV);
    const path = speechPaths.transcript(place.organization, place.room, file.id);
    // It waits for its message.
    expect(codeOf(await grace.post(path))).toBe("not_found");
    const device = await enter(ada, place);
    await device.sends([file.id]);
    const told = await grace.must(grace.post<Transcript>(path));
    expect(told).toEqual({ text: expect.stringContaining("has no speech recognition"), language: "en" });
    expect(codeOf(await linus.post(path))).toBe("not_found");
    const words = await attachFile(ada, place, "a.txt", "just words");
    const other = speechPaths.transcript(place.organization, place.room, words.id);
    expect(codeOf(await ada.post(other))).toBe("bad_type");
  });

  it("SPEECH-9: is asked for once, counted, kept beside the file, and bounded", async () => {
    const { ada, place } = await teamInRoom();
    const key = attachmentKey({ organization: place.organization, id: place.room }, "sound");
    await env.FILES.put(key, WAV);
    const { ports, asked } = withModel(() => ({
      text: " Hello there. ",
      transcription_info: { language: "en", duration: 90 },
    }));
    const file = { key, organization: place.organization, room: place.room, user: ada.id };
    const done = { type: "done", result: { text: "Hello there.", language: "en" } };
    expect(await transcribe(ports, file, Date.now())).toEqual(done);
    expect(await transcribe(ports, file, Date.now())).toEqual(done);
    expect(asked.map(({ model, inputs }) => [model, inputs["task"]])).toEqual([
      ["@cf/openai/whisper-large-v3-turbo", "transcribe"],
    ]);
    expect(await spentBy(ada, place.organization)).toBe(765);
    expect(await env.FILES.head(transcriptKey(key))).not.toBeNull();
    const large = await attachFile(ada, place, "b.wav", new Uint8Array(MAX_TRANSCRIBED_BYTES + 1));
    const path = speechPaths.transcript(place.organization, place.room, large.id);
    expect(codeOf(await ada.post(path))).toBe("too_large");
    for (const output of [null, {}, { text: 5 }]) {
      const failing = withModel(() => output);
      await env.FILES.delete(transcriptKey(key));
      expect(await transcribe(failing.ports, file, Date.now())).toEqual({ type: "failed" });
    }
    await env.FILES.delete(key);
    expect(await transcribe(ports, file, Date.now())).toEqual({ type: "gone" });
  });
});
