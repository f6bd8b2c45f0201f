/** What Parley remembers: everybody's own, that of a room for its members, and that of the organization for everyone in it. */
import { isHidden } from "../../../shared/as-shown.ts";
import { isMemoryId, type RoomId, type UserId } from "../../../shared/ids.ts";
import type { MemoryScope, MemorySource } from "../../../shared/memory.ts";
import { allowed, type Capability } from "../../../shared/permissions.ts";
import { roomStub } from "../../bindings/object-stubs.ts";
import type { Env } from "../../bindings/env.ts";
import { unreadableInRoom } from "../../knowledge/libraries/unreadable-libraries.ts";
import { changeMemory } from "../../memory/change-memory.ts";
import { forgetAll, forgetMemory } from "../../memory/forget-memories.ts";
import { keepMemory } from "../../memory/keep-memory.ts";
import { listMemories, searchMemories } from "../../memory/list-memories.ts";
import { loadMemory, type PlacedMemory } from "../../memory/load-memory.ts";
import { type MemoryPlace, ofOrganization, ofPerson, ofRoom } from "../../memory/place.ts";
import { isOn, readSwitches } from "../../memory/switches.ts";
import { callerOf } from "../../principals/caller-of.ts";
import { notFound, Problem } from "../../problems/problem.ts";
import { type Entered, findMyRoom } from "../access.ts";
import { jsonAnswer } from "../route-answer.ts";
import { jsonBody, noBody } from "../route-body.ts";
import { query } from "../route-query.ts";
import { route } from "../route.ts";
import { nothing } from "../schemas/fields.ts";
import * as schemas from "../schemas/memory.ts";

export const memory = [
  route({
    method: "GET",
    path: "/memory",
    in: "organization",
    needs: "read",
    query: query(schemas.memoriesAsked, schemas.MEMORY_HINT),
    body: noBody,
    answer: jsonAnswer(schemas.memoryList),
    v1: true,
    about:
      "Lists what is remembered about you, a room or the organization, the newest first, or what fits a search best.",
    run: async (call) => {
      const { env, principal, organization, query: asked } = call;
      const place = await enter(call, asked, "read");
      const reader = principal.user;
      const switches = await readSwitches(env.DB, organization.id, reader);
      const page =
        asked.q === undefined || asked.q.trim() === ""
          ? await listMemories(env.DB, place, { reader, cursor: asked.cursor ?? null })
          : { items: await searchMemories(env.DB, place, { reader, q: asked.q }), next: null };
      return { ...page, isOn: isOn(switches, place) };
    },
  }),
  /** Stores a fact. One about the same is replaced, and the one used least is dropped where there are too many. */
  route({
    method: "POST",
    path: "/memory",
    in: "organization",
    needs: "write",
    body: jsonBody(schemas.newMemory),
    answer: jsonAnswer(schemas.memory, 201),
    v1: true,
    aliases: ["/memory"],
    about: "Remembers a fact about you, a room or the organization. One about the same subject is replaced.",
    run: async (call) => {
      const { env, principal, body, idempotencyKey } = call;
      const place = await enter(call, body, "write");
      await assertOn(call, place);
      const saidBy = body.source === undefined ? principal.user : await authorOf(call, place, body.source);
      const kept = await keepMemory(
        env.DB,
        {
          ...{ place, text: body.text, subject: body.subject ?? null, replaces: body.replaces ?? null },
          ...{ source: body.source ?? null, saidBy, storedBy: principal.user },
          requestKey: idempotencyKey ?? null,
        },
        Date.now(),
      );
      if (kept === null) throw notFound();
      if (body.source !== undefined) {
        // The message may have been deleted meanwhile. What was said in it is forgotten with it.
        await authorOf(call, place, body.source).catch(async (error: unknown) => {
          await forgetMemory(env.DB, place, kept.id);
          throw error;
        });
      }
      return (await load(call, kept.id)).memory;
    },
  }),
  /** Forgets everything of a scope. */
  route({
    method: "DELETE",
    path: "/memory",
    in: "organization",
    needs: "write",
    query: query(schemas.memoriesOf, schemas.MEMORY_HINT),
    body: noBody,
    answer: jsonAnswer(schemas.forgotten),
    v1: true,
    about: "Forgets everything about you, a room or the organization.",
    run: async (call) => ({
      count: await forgetAll(call.env.DB, await enter(call, call.query, "write")),
    }),
  }),
  route({
    method: "GET",
    path: "/memory/:memory",
    in: "organization",
    needs: "read",
    body: noBody,
    answer: jsonAnswer(schemas.memory),
    v1: true,
    about: "Returns a fact.",
    run: async (call) => (await load(call, call.params.memory)).memory,
  }),
  route({
    method: "PATCH",
    path: "/memory/:memory",
    in: "organization",
    needs: "write",
    body: jsonBody(schemas.changeMemory),
    answer: jsonAnswer(schemas.memory),
    v1: true,
    about: "Changes a fact.",
    run: async (call) => {
      const { env, principal, body } = call;
      const { memory: before, place } = await load(call, call.params.memory);
      await assertMay(call, place, "write");
      await assertOn(call, place);
      const { version, text = before.text, subject = before.subject } = body;
      const change = { place, id: before.id, version, by: principal.user, text, subject };
      if (!(await changeMemory(env.DB, change, Date.now())))
        throw new Problem("conflict", "Someone changed this in the meantime.");
      return (await load(call, before.id)).memory;
    },
  }),
  route({
    method: "DELETE",
    path: "/memory/:memory",
    in: "organization",
    needs: "write",
    body: noBody,
    answer: jsonAnswer(nothing),
    v1: true,
    about: "Forgets a fact.",
    run: async (call) => {
      const { memory: known, place } = await load(call, call.params.memory);
      await assertMay(call, place, "write");
      if (!(await forgetMemory(call.env.DB, place, known.id))) throw notFound();
      return null;
    },
  }),
];

type InOrganization = Entered["organization"] & { env: Env };
type Doing = Extract<Capability, "read" | "write">;

/** The place that the request names, if the caller may do this there. */
async function enter(
  call: InOrganization,
  { scope, room }: { scope: MemoryScope; room?: RoomId | undefined },
  doing: Doing,
): Promise<MemoryPlace> {
  if ((scope === "room") !== (room !== undefined))
    throw new Problem("bad_type", "A room belongs to the scope room, and to no other.");
  const { principal, organization } = call;
  const place =
    room !== undefined
      ? ofRoom(organization.id, room)
      : scope === "person"
        ? ofPerson(organization.id, principal.user)
        : ofOrganization(organization.id);
  await assertMay(call, place, doing);
  return place;
}

/** To whoever may not see it, a fact is missing, whatever they are in the organization. */
async function assertMay(
  { env, principal, organization }: InOrganization,
  place: MemoryPlace,
  doing: Doing,
): Promise<void> {
  const { scopes } = principal;
  switch (place.scope) {
    case "person":
      if (place.owner !== principal.user) throw notFound();
      return;
    case "room": {
      const mine = await findMyRoom(env, organization.id, principal.user, place.owner);
      if (mine === null) throw notFound();
      if (!allowed({ role: mine.role, scopes }, doing, mine.room.kind))
        throw new Problem("forbidden", "Your role does not allow that.");
      return;
    }
    case "organization": {
      const needs = doing === "write" ? "manage" : "read";
      if (!allowed({ role: organization.role, scopes }, needs, "organization"))
        throw new Problem("forbidden", "Only owners and admins can change what the organization remembers.");
    }
  }
}

async function assertOn({ env, principal, organization }: InOrganization, place: MemoryPlace): Promise<void> {
  const switches = await readSwitches(env.DB, organization.id, principal.user);
  if (isOn(switches, place)) return;
  const who = switches.organization ? "You have" : "The organization has";
  throw new Problem("conflict", `${who} switched this memory off. What is stored can still be deleted.`);
}

async function load(call: InOrganization, id: string): Promise<PlacedMemory> {
  const { env, principal, organization } = call;
  const found = isMemoryId(id) ? await loadMemory(env.DB, organization.id, id, principal.user) : null;
  if (found === null) throw notFound();
  await assertMay(call, found.place, "read");
  return found;
}

/** Who wrote the message, if the caller can read it and models may too. */
async function authorOf(
  { env, principal, organization }: InOrganization,
  place: MemoryPlace,
  { room: id, message: seq }: MemorySource,
): Promise<UserId> {
  if (place.scope === "room" && place.owner !== id)
    throw new Problem("bad_type", "The message must be one of this room.");
  const { user } = principal;
  const mine = await findMyRoom(env, organization.id, user, id);
  if (mine === null) throw notFound();
  const unreadable = await unreadableInRoom(env.DB, { organization: organization.id, user, room: mine.room });
  const found = await roomStub(env, id).message({ ...callerOf(principal), unreadable }, seq);
  if (found === null || "refused" in found || found.message === null) throw notFound();
  const { author, deletedAt, moderation, ai } = found.message;
  if (deletedAt !== undefined || isHidden(moderation) || ai === "never") throw notFound();
  return author;
}
