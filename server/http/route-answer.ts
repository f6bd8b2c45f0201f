/** The kinds of answers that a route can send. */
import type { ZodType } from "zod";
import type { Envelope } from "../../shared/api.ts";

export interface Reply {
  status: 200 | 201;
  headers: Headers;
  traceId: string;
}

export interface AnswerFacts {
  readonly kind: "json" | "bytes" | "events";
  readonly status: Reply["status"];
  /** For JSON: the schema of the data in the envelope. Only tests compare answers with it. */
  readonly schema?: ZodType;
  /** For bytes: their type, if it is no download: one, or any. */
  readonly contentType?: string;
  /** Other statuses of success: the handler may choose one. */
  readonly also: readonly (200 | 204 | 206 | 304)[];
  /** For JSON: the handler may answer with a stream of events in place of it. */
  readonly orEvents?: true;
}

export interface AnswerKind<Answer> extends AnswerFacts {
  respond: (answer: Answer, reply: Reply) => Response;
}

/** A JSON answer: data in the envelope. */
export function jsonAnswer<Data>(
  schema: ZodType<Data>,
  status: Reply["status"] = 200,
  also: AnswerFacts["also"] = [],
): AnswerKind<Data> {
  return {
    kind: "json",
    status,
    schema,
    also,
    respond: (data, reply) =>
      Response.json({ ok: true, data, traceId: reply.traceId } satisfies Envelope<Data>, reply),
  };
}

/** The bytes of a file. The handler sets the headers. */
export const bytesAnswer: AnswerKind<Response> = {
  kind: "bytes",
  status: 200,
  also: [],
  respond: (response) => response,
};

/** The bytes of a stored file with its ETag, or a part of them. */
export const storedBytesAnswer: AnswerKind<Response> = {
  ...bytesAnswer,
  contentType: "*/*",
  also: [206, 304],
};

/** The bytes of a picture with its ETag. */
export const pictureAnswer: AnswerKind<Response> = { ...bytesAnswer, contentType: "*/*", also: [304] };

/** Sound. The handler sets its type and its ETag. */
export const soundAnswer: AnswerKind<Response> = { ...bytesAnswer, contentType: "audio/*" };

/** JSON without the envelope, with its ETag. */
export const publicJsonAnswer: AnswerKind<Response> = {
  ...bytesAnswer,
  contentType: "application/json",
  also: [304],
};

/** A stream of server-sent events. */
export const eventsAnswer: AnswerKind<ReadableStream<Uint8Array>> = {
  kind: "events",
  status: 200,
  also: [],
  respond: (events, { headers }) => {
    headers.set("content-type", "text/event-stream; charset=utf-8");
    return new Response(events, { headers });
  },
};

/** No answer, with status 204, if there is nothing to send. */
export const eventsOrNothing: AnswerKind<ReadableStream<Uint8Array> | null> = {
  ...eventsAnswer,
  also: [204],
  respond: (events, reply) =>
    events === null ? new Response(null, { status: 204 }) : eventsAnswer.respond(events, reply),
};

/** JSON, or a stream of server-sent events if the request asks for it. */
export function answerOrEvents<Data>(schema: ZodType<Data>): AnswerKind<Data | ReadableStream<Uint8Array>> {
  const json = jsonAnswer(schema);
  return {
    ...json,
    orEvents: true,
    respond: (answer, reply) =>
      answer instanceof ReadableStream ? eventsAnswer.respond(answer, reply) : json.respond(answer, reply),
  };
}
