/** A route: one row of the table of HTTP addresses. `routes.ts` has the table, `mount-routes.ts` answers requests from it. */
import type { Capability } from "../../shared/permissions.ts";
import type { Env } from "../bindings/env.ts";
import { accessChecks, type Access, type Arrival, type Entered, type Needs } from "./access.ts";
import { idempotencyKey } from "./idempotency-key.ts";
import type { AnswerFacts, AnswerKind, Reply } from "./route-answer.ts";
import type { BodyKind } from "./route-body.ts";
import type { QueryKind } from "./route-query.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** The names of a path's parameters: `"agent"` of `/agents/:agent`. */
type NamesOf<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | NamesOf<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

export type Params<Path extends string> = Readonly<Record<NamesOf<Path>, string>>;

/** Where a route's path begins: a route in an organization says what comes after the organization's own path. */
type PathIn<In extends Access> = In extends "room" ? `/rooms/:room/${string}` : `/${string}`;

/** What every handler is given, beside what its `in` adds. */
export interface Call<Params, Query, Body> {
  env: Env;
  /** For its headers. Its body is in `body`. */
  request: Request;
  /** As the caller sent them, decoded. Nothing is known of their shape. */
  params: Params;
  query: Query;
  body: Body;
  /** What makes a repeated request the same request, where the caller sent it. */
  idempotencyKey: string | undefined;
  /** Work that goes on after the answer. */
  waitUntil: (work: Promise<unknown>) => void;
  /** Headers of the answer, and its status where it is not always the same. */
  reply: Reply;
}

interface Row<Path extends string, In extends Access, Query, Body, Answer> {
  method: Method;
  path: Path & PathIn<In>;
  /** What the caller has to be in: `access.ts` finds it out. */
  in: In;
  /** What the caller's role has to allow there. Rights to a library or a document are asked by the code of knowledge. */
  needs: Needs[In];
  body: BodyKind<Body>;
  answer: AnswerKind<Answer>;
  /** Also at `/api/v1`, where the organization is `?organization=…`. `"only"`: there, and nowhere else. */
  v1?: boolean | "only";
  run: (call: Call<Params<Path>, Query, Body> & Entered[In]) => Answer | Promise<Answer>;
}

/** A row without the types of its own, as the table has it. */
export interface AnyRoute {
  readonly method: Method;
  readonly path: string;
  readonly in: Access;
  readonly needs: Capability | null;
  readonly query: QueryKind<unknown> | null;
  readonly body: BodyKind<unknown>;
  readonly answer: AnswerFacts;
  readonly v1: boolean | "only";
  /** Lets the caller in or throws; resolves to what answers the request then. */
  enter: (arrival: Arrival) => Promise<() => Promise<Response>>;
}

/** Is called with every JSON answer before it is sent. Only tests set it: they compare the answer with the row's schema. */
export type AnswerWatch = (route: AnyRoute, answer: unknown) => void;
let watch: AnswerWatch = () => undefined;
export function watchAnswers(next: AnswerWatch): void {
  watch = next;
}

/** Makes a row; what `run` is given and must return follows from the row's own fields. */
export function route<const Path extends string, const In extends Access, Body, Answer>(
  row: Row<Path, In, undefined, Body, Answer> & { query?: undefined },
): AnyRoute;
export function route<const Path extends string, const In extends Access, Query, Body, Answer>(
  row: Row<Path, In, Query, Body, Answer> & { query: QueryKind<Query> },
): AnyRoute;
export function route<const Path extends string, const In extends Access, Query, Body, Answer>(
  row: Row<Path, In, Query | undefined, Body, Answer> & { query?: QueryKind<Query> | undefined },
): AnyRoute {
  const { method, path, needs, body, answer, v1 = false, run } = row;
  const check = accessChecks[row.in];

  async function proceed(arrival: Arrival, entered: Entered[In]): Promise<Response> {
    const { env, request, params, waitUntil } = arrival;
    check.assertAllowed(entered, needs);
    if (!hasParams(path, params)) throw new Error(`${path} is mounted without its parameters`);
    const reply: Reply = { status: answer.status, headers: new Headers() };
    const data = await run({
      env,
      request,
      params,
      query: row.query?.read(arrival.query),
      body: await body.read(request),
      idempotencyKey: idempotencyKey(request.headers),
      waitUntil,
      reply,
      ...entered,
    });
    watch(made, data);
    return answer.respond(data, reply);
  }

  const made: AnyRoute = {
    method,
    path,
    in: row.in,
    needs,
    query: row.query ?? null,
    body,
    answer,
    v1,
    async enter(arrival) {
      const entered = await check.enter(arrival);
      return () => proceed(arrival, entered);
    },
  };
  return made;
}

function hasParams<Path extends string>(
  path: Path,
  params: Record<string, string>,
): params is Record<string, string> & Params<Path> {
  return Array.from(path.matchAll(/:(\w+)/g)).every(([, name = ""]) => Object.hasOwn(params, name));
}
