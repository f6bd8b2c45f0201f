/** How a library's documents come along, as server-sent events. */
import type { Document, Library } from "../../../shared/knowledge.ts";
import type { Env } from "../../bindings/env.ts";
import { openDirectory } from "../../directory/directory.ts";
import { findLibrary, type Reader } from "../libraries/libraries.ts";
import { loadLibrary } from "../libraries/load-library.ts";
import { mayManageOwn, selectOfLibrary } from "../records/documents.ts";

/**
 * First all documents, then each change. `isStillThere` says whether the reader may still be told anything: it is asked before
 * every piece of news, as is whether they may still read the library.
 */
export async function watchLibrary(
  env: Env,
  reader: Reader,
  id: string,
  isStillThere: () => Promise<boolean>,
): Promise<ReadableStream<Uint8Array>> {
  const { id: library } = await loadLibrary(env, reader, id);
  // Watched first, listed then: what changes between is said twice rather than never.
  const news = await env.INDEX.getByName(library).watch();
  const documents = await selectOfLibrary(openDirectory(env.DB), reader, library);
  const readable = async (): Promise<Library | null> =>
    (await isStillThere()) ? findLibrary(openDirectory(env.DB), reader, library) : null;
  const events = news
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(forReader(reader, readable))
    .pipeThrough(new TextEncoderStream());
  return startingWith(eventOf("documents", documents), events);
}

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

/** Says what this reader may do with each document. The stream ends where `readable` finds no library any more. */
function forReader(reader: Reader, readable: () => Promise<Library | null>) {
  let rest = "";
  return new TransformStream<string, string>({
    async transform(chunk, controller) {
      const events = (rest + chunk).split("\n\n");
      rest = events.pop() ?? "";
      if (events.every((event) => event.startsWith(":")))
        return controller.enqueue(`${events.join("\n\n")}\n\n`);
      const library = await readable();
      if (library === null) return controller.terminate();
      for (const event of events) controller.enqueue(`${adapt(event, library, reader)}\n\n`);
    },
  });
}

const DOCUMENT = "event: document\ndata: ";

function adapt(event: string, library: Library, reader: Reader): string {
  if (!event.startsWith(DOCUMENT)) return event;
  const document: Document = JSON.parse(event.slice(DOCUMENT.length));
  const mayManage = library.mayManage || mayManageOwn(reader, document);
  return `${DOCUMENT}${JSON.stringify({ ...document, mayManage })}`;
}
