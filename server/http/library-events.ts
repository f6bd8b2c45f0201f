import { Hono, type Context } from "hono";
import type { LibraryId } from "../../shared/ids.ts";
import type { Document, Library } from "../../shared/knowledge.ts";
import { openDirectory } from "../directory/directory.ts";
import { listDocuments } from "../knowledge/records/documents.ts";
import { findLibrary, type Reader } from "../knowledge/libraries/libraries.ts";
import { readSession } from "../principals/accounts/read-session.ts";
import type { TenantEdge } from "./context.ts";
import { loadLibrary, readerOf } from "./load-knowledge.ts";

/** How a library's documents come along. */
export const libraryEvents = new Hono<TenantEdge>().get("/", async (c) => {
  const library = await loadLibrary(c);
  // Watched first, listed then: what changes between is said twice rather than never.
  const news = await c.env.INDEX.getByName(library.id).watch();
  const documents = await listDocuments(openDirectory(c.env.DB), readerOf(c), library.id);
  const events = news
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(forReader(c, library.id, readerOf(c)))
    .pipeThrough(new TextEncoderStream());
  c.header("content-type", "text/event-stream; charset=utf-8");
  return c.body(startingWith(eventOf("documents", documents), events));
});

const eventOf = (event: string, data: unknown): string =>
  `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

function startingWith(first: string, rest: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const { readable, writable } = new IdentityTransformStream();
  const send = async (): Promise<void> => {
    const writer = writable.getWriter();
    await writer.write(new TextEncoder().encode(first));
    writer.releaseLock();
    await rest.pipeTo(writable);
  };
  // The reader has gone: there is nobody left to tell.
  void send().catch(() => undefined);
  return readable;
}

/**
 * Asks before every piece of news whether this person may still read it, and says what they may do with the document. Who may
 * not any more hears nothing of it, and the stream ends.
 */
function forReader(c: Context<TenantEdge>, library: LibraryId, reader: Reader) {
  let rest = "";
  return new TransformStream<string, string>({
    async transform(chunk, controller) {
      const events = (rest + chunk).split("\n\n");
      rest = events.pop() ?? "";
      if (events.every((event) => event.startsWith(":")))
        return controller.enqueue(`${events.join("\n\n")}\n\n`);
      const readable = await stillReadable(c, library, reader);
      if (readable === null) return controller.terminate();
      for (const event of events) controller.enqueue(`${adapt(event, readable, reader)}\n\n`);
    },
  });
}

async function stillReadable(
  c: Context<TenantEdge>,
  library: LibraryId,
  reader: Reader,
): Promise<Library | null> {
  const session = await readSession(c.env, c.req.raw.headers);
  if (session === null) return null;
  return findLibrary(openDirectory(c.env.DB), reader, library);
}

const DOCUMENT = "event: document\ndata: ";

function adapt(event: string, library: Library, reader: Reader): string {
  if (!event.startsWith(DOCUMENT)) return event;
  const document: Document = JSON.parse(event.slice(DOCUMENT.length));
  const mayManage = library.mayManage || document.createdBy === reader.user;
  return `${DOCUMENT}${JSON.stringify({ ...document, mayManage })}`;
}
