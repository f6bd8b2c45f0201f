/** A route: one row of the HTTP route table. `routes.ts` contains the table, and `mount-routes.ts` answers requests from it. */
import type { Capability } from "../../shared/permissions.ts";
import type { ErrorCode } from "../../shared/protocol/codes.ts";
import type { Env } from "../bindings/env.ts";
import {
  accessChecks,
  assertNoVisitor,
  type Access,
  type Arrival,
  type Entered,
  type Needs,
} from "./access.ts";
import { hasEntityTag, withEntityTag } from "./entity-tag.ts";
import { readIdempotencyKey, runOnce } from "./idempotency.ts";
import type { AnswerFacts, AnswerKind, Reply } from "./route-answer.ts";
import type { BodyKind } from "./route-body.ts";
import type { QueryKind } from "./route-query.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** The parameter names of a path: `"agent"` for `/agents/:agent`. */
type NamesOf<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | NamesOf<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

export type Params<Path extends string> = Readonly<Record<NamesOf<Path>, string>>;

/** Restricts how a route's path begins. For routes in an organization, the organization's own path comes before it. */
type PathIn<In extends Access> = In extends "room"
  ? `/rooms/:room${string}`
  : In extends "widget" | "visitor"
    ? `/widget/:widget${string}`
    : `/${string}`;

/** The data that every handler receives, in addition to the data of its access (`in`). */
export interface Call<Params, Query, Body> {
  env: Env;
  /** For its headers only. `body` contains the body. */
  request: Request;
  /** Decoded path parameters from the caller. Their format is not checked. */
  params: Params;
  query: Query;
  body: Body;
  /** A digest of person, idempotency key and request, if the caller sent a key. The same request has the same one. */
  idempotencyKey: string | undefined;
  /** Registers work that continues after the answer. */
  waitUntil: (work: Promise<unknown>) => void;
  /** Headers of the answer, and its status if the route has several. */
  reply: Reply;
}

interface Row<Path extends string, In extends Access, Query, Body, Answer> {
  method: Method;
  path: Path & PathIn<In>;
  /** The access that the caller must have. `access.ts` checks it. */
  in: In;
  /** The capability that the caller's role must have there. The knowledge code checks rights to libraries and documents. */
  needs: Needs[In];
  body: BodyKind<Body>;
  answer: AnswerKind<Answer>;
  /** In a room: whether a visitor may use it, of a room in which they are. */
  visitors?: In extends "room" ? boolean : never;
  /** Codes with which the handler refuses, if their status does not follow from access and body: `blocked` of a GET, for example. */
  refuses?: readonly ErrorCode[];
  run: (call: Call<Params<Path>, Query, Body> & Entered[In]) => Answer | Promise<Answer>;
}

/**
 * `v1`: also available below `/api/v1`, where the organization is `?organization=…`. `"only"`: available only there. Such a row has a
 * sentence for the API's description.
 */
type InApi =
  | { v1?: false; about?: never; aliases?: never }
  | {
      v1: true | "only";
      about: string;
      /** Short addresses below `/api`, with the same parameters. */
      aliases?: readonly string[];
    };

/** A row of the table, without its specific types. */
export interface AnyRoute {
  readonly method: Method;
  readonly path: string;
  readonly in: Access;
  readonly needs: Capability | null;
  readonly query: QueryKind<unknown> | null;
  readonly body: BodyKind<unknown>;
  readonly answer: AnswerFacts;
  readonly visitors: boolean;
  readonly v1: boolean | "only";
  /** What it does, as one sentence. Empty for rows that are not in the API. */
  readonly about: string;
  /** Short addresses below `/api`. */
  readonly aliases: readonly string[];
  /** See `Row`. */
  readonly refuses: readonly ErrorCode[];
  /** Checks the caller's access and throws if it is missing. Resolves to the function that answers the request. */
  enter: (arrival: Arrival) => Promise<() => Promise<Response>>;
}

/** Called with every JSON answer before it is sent. Only tests set it, to compare the answer with the row's schema. */
export type AnswerWatch = (route: AnyRoute, answer: unknown) => void;
let watch: AnswerWatch = () => undefined;
export function watchAnswers(next: AnswerWatch): void {
  watch = next;
}

/** Creates a row. The types of the argument and the result of `run` follow from the other fields. */
export function route<const Path extends string, const In extends Access, Body, Answer>(
  row: Row<Path, In, undefined, Body, Answer> & InApi & { query?: undefined },
): AnyRoute;
export function route<const Path extends string, const In extends Access, Query, Body, Answer>(
  row: Row<Path, In, Query, Body, Answer> & InApi & { query: QueryKind<Query> },
): AnyRoute;
export function route<const Path extends string, const In extends Access, Query, Body, Answer>(
  row: Row<Path, In, Query | undefined, Body, Answer> & InApi & { query?: QueryKind<Query> | undefined },
): AnyRoute {
  const { method, path, needs, body, answer, v1 = false, about = "", aliases = [], refuses = [], run } = row;
  const check = accessChecks[row.in];

  async function proceed(arrival: Arrival, entered: Entered[In]): Promise<Response> {
    const { env, request, params, waitUntil } = arrival;
    if (row.in === "room" && row.visitors !== true) assertNoVisitor(entered);
    check.assertAllowed(entered, needs);
    if (!hasParams(path, params)) throw new Error(`${path} is mounted without its parameters`);
    const reply: Reply = { status: answer.status, headers: new Headers(), traceId: arrival.traceId };
    const key = readIdempotencyKey(request.headers);
    const query = row.query?.read(arrival.query);
    const sent = await body.read(request);
    const runWith = async (idempotencyKey: string | undefined) =>
      run({ env, request, params, query, body: sent, idempotencyKey, waitUntil, reply, ...entered });
    const caller = check.callerOf(entered);
    const data =
      key === undefined || caller === null || method === "GET"
        ? await runWith(undefined)
        : await runOnce(
            env,
            {
              user: caller.user,
              key,
              address: [method, path, caller.organization, params],
              request: [query ?? null, body.identityOf(sent)],
            },
            runWith,
          );
    watch(made, data);
    const respond = () => answer.respond(data, reply);
    const isTagged = arrival.organizationIn === "query" && hasEntityTag(made);
    return isTagged ? withEntityTag(request, data, respond) : respond();
  }

  const made: AnyRoute = {
    method,
    path,
    in: row.in,
    needs,
    query: row.query ?? null,
    body,
    answer,
    visitors: row.in === "visitor" || row.visitors === true,
    v1,
    about,
    aliases,
    refuses,
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
