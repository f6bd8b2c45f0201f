import { batch, createMemo, createSignal } from "solid-js";
import type { DocumentId, OrganizationId } from "../../../../shared/ids.ts";
import { knowledgePaths, type DocumentText, type Mark } from "../../../../shared/knowledge.ts";
import { ParleyError } from "../../../sdk/parley-error.ts";
import { call, messageOf } from "../../../parts/lib/http.ts";
import { splitText, type TextBlock } from "./split-text.ts";

/** Length of text that one request loads, in UTF-16 code units: a few screens. */
const WINDOW = 20_000;

export type ReaderState =
  { type: "loading" } | { type: "open" } | { type: "gone" } | { type: "failed"; message: string };

interface About {
  version: number;
  total: number;
  marks: readonly Mark[];
}
const NOTHING: About = { version: 0, total: 0, marks: [] };

/**
 * A document's text, loaded in ranges. The loaded range grows at both ends as the person reads. `onMissing` is called when the document
 * no longer exists.
 */
export function createReader(organization: OrganizationId, document: DocumentId, onMissing: () => void) {
  const [state, setState] = createSignal<ReaderState>({ type: "loading" });
  const [loaded, setLoaded] = createSignal({ from: 0, text: "" });
  const [about, setAbout] = createSignal<About>(NOTHING);
  const [busy, setBusy] = createSignal(false);
  /** Number of the latest request. A response to an earlier request is ignored. */
  let question = 0;

  /** Requests a range of the text. The first request also asks for the marks, which cover the whole document. */
  function get(from: number): Promise<DocumentText> {
    const path = knowledgePaths.documentPart(organization, document, "text");
    const marks = about().version === 0 ? "&marks=1" : "";
    return call<DocumentText>("GET", `${path}?from=${from}&length=${WINDOW}${marks}`);
  }
  async function ask(from: number, take: (found: DocumentText) => void): Promise<void> {
    const mine = ++question;
    setBusy(true);
    try {
      const found = await get(from);
      if (mine !== question) return;
      // A new version has arrived meanwhile. The loaded text and marks belong to the old version and are discarded.
      if (found.marks === undefined && found.version !== about().version) {
        setAbout(NOTHING);
        return await open(from);
      }
      batch(() => {
        take(found);
        setAbout({ version: found.version, total: found.total, marks: found.marks ?? about().marks });
        setState({ type: "open" });
      });
    } catch (error) {
      if (mine === question) fail(error);
    } finally {
      if (mine === question) setBusy(false);
    }
  }
  function fail(error: unknown): void {
    const isMissing = error instanceof ParleyError && error.code === "not_found";
    if (isMissing) onMissing();
    setState(isMissing ? { type: "gone" } : { type: "failed", message: messageOf(error) });
  }

  /** Loads the range around an offset. Most of it lies after the offset; a small part before it gives context. */
  function open(at: number): Promise<void> {
    setState({ type: "loading" });
    return ask(Math.max(0, at - WINDOW / 4), ({ from, text }) => setLoaded({ from, text }));
  }
  const end = () => loaded().from + loaded().text.length;
  const hasEarlier = () => state().type === "open" && loaded().from > 0;
  const hasMore = () => state().type === "open" && end() < about().total;
  async function earlier(): Promise<void> {
    if (busy() || !hasEarlier()) return;
    const { from } = loaded();
    const begin = Math.max(0, from - WINDOW);
    await ask(begin, ({ text }) =>
      setLoaded((before) => ({ from: begin, text: text.slice(0, from - begin) + before.text })),
    );
  }
  async function more(): Promise<void> {
    if (busy() || !hasMore()) return;
    await ask(end(), ({ text }) => setLoaded((before) => ({ ...before, text: before.text + text })));
  }
  const kept = new Map<string, TextBlock>();
  /** Unchanged blocks stay the same objects, so that their DOM elements are kept. */
  const blocks = createMemo(() => {
    const { from, text } = loaded();
    const now = splitText(text, from, about().marks).map((block) => {
      const key = `${about().version}:${block.from}:${block.to}`;
      return { key, block: kept.get(key) ?? block };
    });
    kept.clear();
    for (const { key, block } of now) kept.set(key, block);
    return now.map(({ block }) => block);
  });
  const holds = (offset: number) =>
    state().type === "open" && offset >= loaded().from && (offset < end() || end() === about().total);
  return { state, about, blocks, busy, open, earlier, more, hasEarlier, hasMore, holds };
}

export type Reader = ReturnType<typeof createReader>;
