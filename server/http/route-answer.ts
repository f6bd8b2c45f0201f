/** The kinds of answers that a route can send. */
import type { ZodType } from "zod";
import type { Envelope } from "../../shared/api.ts";

export interface Reply {
  status: 200 | 201;
  headers: Headers;
}

export interface AnswerFacts {
  readonly kind: "json" | "bytes" | "events";
  readonly status: Reply["status"];
  /** For JSON: the schema of the data in the envelope. Only tests compare answers with it. */
  readonly schema?: ZodType;
}

export interface AnswerKind<Answer> extends AnswerFacts {
  respond: (answer: Answer, reply: Reply) => Response;
}

/** A JSON answer: data in the envelope. */
export function jsonAnswer<Data>(schema: ZodType<Data>, status: Reply["status"] = 200): AnswerKind<Data> {
  return {
    kind: "json",
    status,
    schema,
    respond: (data, reply) => Response.json({ ok: true, data } satisfies Envelope<Data>, reply),
  };
}

/** The bytes of a file. The handler sets the headers. */
export const bytesAnswer: AnswerKind<Response> = {
  kind: "bytes",
  status: 200,
  respond: (response) => response,
};

/** A stream of server-sent events. */
export const eventsAnswer: AnswerKind<ReadableStream<Uint8Array>> = {
  kind: "events",
  status: 200,
  respond: (events, { headers }) => {
    headers.set("content-type", "text/event-stream; charset=utf-8");
    return new Response(events, { headers });
  },
};
