/** The desk: for everybody of the organization who may take over from an agent. A conversation is loaded through the organization's own desk. */
import type { DeskDetail } from "../../../shared/desk.ts";
import { isRoomId, type OrganizationId, type RoomId, type UserId } from "../../../shared/ids.ts";
import { can } from "../../../shared/permissions.ts";
import { draftReply } from "../../ai/standalone/draft-reply.ts";
import type { DeskPerson, DeskView } from "../../bindings/desk-calls.ts";
import type { Env } from "../../bindings/env.ts";
import { deskStub, roomStub } from "../../bindings/object-stubs.ts";
import { findDefaultAgent } from "../../directory/agents.ts";
import { findWidgetOfRoom, hasWidgets, loadVisitorPanel } from "../../directory/desk-visitors.ts";
import { openDirectory } from "../../directory/directory.ts";
import { addToRoom, messagesSinceInRoom } from "../../directory/object-calls.ts";
import { findPersonInOrganization } from "../../directory/people.ts";
import type { Principal } from "../../principals/principal.ts";
import { notFound, Problem } from "../../problems/problem.ts";
import { searchDesk } from "../../search/search-desk.ts";
import { readerOf } from "../reader-of.ts";
import { jsonAnswer } from "../route-answer.ts";
import { jsonBody, noBody } from "../route-body.ts";
import { query } from "../route-query.ts";
import { route } from "../route.ts";
import { nothing } from "../schemas/fields.ts";
import * as schemas from "../schemas/desk.ts";
import { loadMetrics } from "../desk-metrics.ts";
import { standaloneProblem } from "../standalone-problem.ts";

/** The capability that the desk needs, in the organization: owners, admins and members have it. */
const NEEDS = "takeOver";

const personOf = ({ user, name }: Principal): DeskPerson => ({ user, name });
const originOf = (request: Request): string => new URL(request.url).origin;

export const desk = [
  /** Whether there is anything to answer: the organization has a widget. `waiting`: visitors who wait and whom nobody has. */
  route({
    method: "GET",
    path: "/desk",
    in: "organization",
    needs: NEEDS,
    body: noBody,
    answer: jsonAnswer(schemas.presence),
    run: async ({ env, organization: { id } }) => {
      const widgets = await hasWidgets(openDirectory(env.DB), id);
      return { widgets, waiting: widgets ? await deskStub(env, id).countWaiting() : 0 };
    },
  }),
  route({
    method: "PUT",
    path: "/desk/settings",
    in: "organization",
    needs: "manage",
    body: jsonBody(schemas.settings),
    answer: jsonAnswer(schemas.settings),
    run: ({ env, organization: { id }, body }) => deskStub(env, id).setSettings(body),
  }),
  /** Closed conversations, newest first. */
  route({
    method: "GET",
    path: "/desk/closed",
    in: "organization",
    needs: NEEDS,
    query: query(schemas.closedPage, schemas.CLOSED_HINT),
    body: noBody,
    answer: jsonAnswer(schemas.conversations),
    run: ({ env, organization: { id }, query: { before } }) => deskStub(env, id).closedBefore(before ?? null),
  }),
  /** Conversations by their words: of messages, names, addresses, tags and notes. */
  route({
    method: "GET",
    path: "/desk/search",
    in: "organization",
    needs: NEEDS,
    query: query(schemas.searchQuery, schemas.SEARCH_HINT),
    body: noBody,
    answer: jsonAnswer(schemas.searchReport),
    run: (call) => {
      const { offset, ...asked } = call.query;
      return searchDesk(call.env, readerOf(call), { ...asked, clock: { now: Date.now(), offset } });
    },
  }),
  /** What is counted of conversations: by day, by person, for one widget or all. */
  route({
    method: "GET",
    path: "/desk/metrics",
    in: "organization",
    needs: NEEDS,
    query: query(schemas.metricsQuery, schemas.METRICS_HINT),
    body: noBody,
    answer: jsonAnswer(schemas.metrics),
    run: ({ env, organization: { id }, query: question }) => loadMetrics(env, id, question),
  }),
  route({
    method: "GET",
    path: "/desk/conversations/:conversation",
    in: "organization",
    needs: NEEDS,
    body: noBody,
    answer: jsonAnswer(schemas.detail),
    run: async ({ env, principal, organization: { id }, params }): Promise<DeskDetail> => {
      const { conversation, notes, past } = await loadConversation(env, id, params.conversation);
      const { visitor } = conversation;
      const panel = visitor === null ? null : await loadVisitorPanel(openDirectory(env.DB), id, visitor.id);
      // Earlier conversations are shown only of a visitor whom the company's server has named, or of this same visitor.
      const listed = past.map(({ room, title, createdAt, state }) => ({ room, title, at: createdAt, state }));
      const isMember = (await roomStub(env, conversation.room).roleOf(principal.user)) !== null;
      return { conversation, notes, isMember, visitor: panel === null ? null : { ...panel, past: listed } };
    },
  }),
  /** Assignment, priority, tags and snooze. Whoever is assigned becomes a member of the conversation. */
  route({
    method: "PATCH",
    path: "/desk/conversations/:conversation",
    in: "organization",
    needs: NEEDS,
    body: jsonBody(schemas.change),
    answer: jsonAnswer(schemas.conversation),
    run: async ({ env, request, principal, organization: { id }, params, body }) => {
      const { conversation } = await loadConversation(env, id, params.conversation);
      assertSnooze(body.snoozedUntil ?? null, Date.now());
      const { assignee = null } = body;
      const people = [
        personOf(principal),
        ...(assignee === null ? [] : [await loadSupporter(env, id, assignee)]),
      ];
      const changed = await deskStub(env, id).change(conversation.room, body, people, originOf(request));
      if (changed === null) throw notFound();
      return changed;
    },
  }),
  /** The conversation's log for who is no member. Nothing of it moves a cursor. */
  route({
    method: "GET",
    path: "/desk/conversations/:conversation/log",
    in: "organization",
    needs: NEEDS,
    query: query(schemas.lookQuery, schemas.LOOK_HINT),
    body: noBody,
    answer: jsonAnswer(schemas.look),
    run: async ({ env, organization: { id }, params, query: { before } }) => {
      const { conversation } = await loadConversation(env, id, params.conversation);
      const look = await roomStub(env, conversation.room).look(before ?? null);
      if (look === null) throw notFound();
      return look;
    },
  }),
  /** The caller becomes a member of the conversation, to answer in it. */
  route({
    method: "POST",
    path: "/desk/conversations/:conversation/join",
    in: "organization",
    needs: NEEDS,
    body: noBody,
    answer: jsonAnswer(nothing),
    run: async ({ env, request, principal, organization: { id }, params }) => {
      const { conversation } = await loadConversation(env, id, params.conversation);
      const person = personOf(principal);
      await deskStub(env, id).noteOrigin(id, person, originOf(request));
      await addToRoom(env, conversation.room, person);
      return null;
    },
  }),
  route({
    method: "POST",
    path: "/desk/conversations/:conversation/notes",
    in: "organization",
    needs: NEEDS,
    body: jsonBody(schemas.newNote),
    answer: jsonAnswer(schemas.note, 201),
    run: async ({ env, principal, organization: { id }, params, body }) => {
      const { conversation } = await loadConversation(env, id, params.conversation);
      const note = await deskStub(env, id).addNote(conversation.room, {
        id: body.id,
        author: { id: principal.user, name: principal.name },
        text: body.text.trim(),
        after: body.after ?? null,
      });
      if (note === null) throw notFound();
      return note;
    },
  }),
  /** Only its author deletes a note. */
  route({
    method: "DELETE",
    path: "/desk/conversations/:conversation/notes/:note",
    in: "organization",
    needs: NEEDS,
    body: noBody,
    answer: jsonAnswer(nothing),
    run: async ({ env, principal, organization: { id }, params }) => {
      const { conversation } = await loadConversation(env, id, params.conversation);
      const outcome = await deskStub(env, id).deleteNote(conversation.room, params.note, principal.user);
      if (outcome === "other") throw new Problem("forbidden", "Only its author can delete this note.");
      return null;
    },
  }),
  /** Lets the AI draft a reply from the conversation and from what visitors may be told. Nothing of it is stored. */
  route({
    method: "POST",
    path: "/desk/conversations/:conversation/draft",
    in: "organization",
    needs: NEEDS,
    body: noBody,
    answer: jsonAnswer(schemas.drafted),
    run: async ({ env, principal: { user }, organization: { id: organization }, params }) => {
      const { conversation } = await loadConversation(env, organization, params.conversation);
      const { room, last, title } = conversation;
      const directory = openDirectory(env.DB);
      const widget = await findWidgetOfRoom(directory, organization, room);
      const { messages } = await messagesSinceInRoom(env, room, 0, []);
      const { user: fallback } = await findDefaultAgent(directory, organization);
      const drafted = await draftReply(
        env,
        {
          organization,
          user,
          agent: widget?.settings.agent ?? fallback,
          room,
          messages,
          libraries: widget?.settings.libraries ?? [],
          question: last?.by === "visitor" ? last.text : title,
        },
        Date.now(),
      );
      if (drafted.type !== "drafted") throw standaloneProblem(drafted);
      return drafted.reply;
    },
  }),
];

/** Longest snooze, milliseconds. */
const YEAR = 366 * 24 * 60 * 60_000;

function assertSnooze(until: number | null, now: number): void {
  if (until !== null && (until <= now || until > now + YEAR))
    throw new Problem("bad_type", "A snooze ends in the future, within a year.");
}

/** Throws `not_found` for a room that is no conversation of this organization's desk. */
async function loadConversation(env: Env, organization: OrganizationId, room: string): Promise<DeskView> {
  const view = isRoomId(room) ? await deskStub(env, organization).view(room satisfies RoomId) : null;
  if (view === null) throw notFound();
  return view;
}

async function loadSupporter(env: Env, organization: OrganizationId, user: UserId): Promise<DeskPerson> {
  const found = await findPersonInOrganization(openDirectory(env.DB), organization, user);
  if (found === null || !can(found.role, NEEDS, "organization"))
    throw new Problem("not_found", "Nobody of this name answers visitors.");
  return { user, name: found.name };
}
