/** A visitor's conversations. */
import * as z from "zod";
import { CONTINUE_LIFETIME } from "../../../shared/limits.ts";
import { openDirectory } from "../../directory/directory.ts";
import { finishRoom } from "../../directory/object-calls.ts";
import { newId } from "../../directory/random-ids.ts";
import { createConversation, isMade } from "../../directory/rooms.ts";
import { createTicket } from "../../directory/tickets.ts";
import { createCode } from "../../directory/visitor-codes.ts";
import { changeVisitor } from "../../directory/visitors.ts";
import { NAMELESS } from "../../principals/visitors/visitor-principal.ts";
import { Problem } from "../../problems/problem.ts";
import type { RoomSpec } from "../../rules/room/room-spec.ts";
import { isAllowedOrigin } from "../origins.ts";
import { jsonAnswer } from "../route-answer.ts";
import { jsonBody, noBody } from "../route-body.ts";
import { route } from "../route.ts";
import { nothing } from "../schemas/fields.ts";
import { ticket } from "../schemas/organizations.ts";
import * as schemas from "../schemas/widgets.ts";
import { countMailRequest } from "../sign-in-limits.ts";
import { citedPassage } from "../widget/cited-passage.ts";
import { agentOf } from "../widget/config.ts";
import { conversationsOf, eraseConversation, findConversation } from "../widget/conversations.ts";
import { readAnswers } from "../widget/form-answers.ts";
import { countContinueLink, countConversation, countTranscript } from "../widget/limits.ts";
import { assertChallenged } from "../widget/session.ts";
import { mailTranscript } from "../widget/transcript.ts";

export const widgetConversations = [
  route({
    method: "GET",
    path: "/widget/:widget/conversations",
    in: "visitor",
    needs: "read",
    body: noBody,
    answer: jsonAnswer(z.array(schemas.conversation)),
    run: ({ env, principal }) => conversationsOf(env, principal.user),
  }),
  /** Begins a conversation: a room of the visitor and the widget's agent. */
  route({
    method: "POST",
    path: "/widget/:widget/conversations",
    in: "visitor",
    needs: "write",
    body: jsonBody(schemas.newConversation),
    answer: jsonAnswer(z.strictObject({ room: schemas.ofRoom.shape.room }), 201),
    run: async ({ env, request, principal, widget, found, body, idempotencyKey }) => {
      assertChallenged(widget, found);
      const { typed, ...said } = readAnswers(widget.settings.form, body.answers ?? {});
      const directory = openDirectory(env.DB);
      const { organization } = widget;
      const uniqueKey =
        idempotencyKey === undefined ? null : `request:${organization}:${principal.user}:${idempotencyKey}`;
      if (uniqueKey === null || !(await isMade(directory, uniqueKey))) {
        const { headers } = request;
        const { user: visitor, origin } = principal;
        await countConversation(env, { widget: widget.id, origin, headers, visitor });
      }
      const visitor = await changeVisitor(directory, found.visitor, { ...said, typed });
      const name = visitor.name ?? NAMELESS;
      const agent = await agentOf(env, widget);
      const spec: RoomSpec = {
        id: newId("room"),
        organization,
        kind: "support",
        name,
        createdBy: visitor.id,
        members: [
          { user: visitor.id, name, role: "visitor" },
          { user: agent.id, name: agent.name, role: "member" },
        ],
      };
      const now = Date.now();
      const of = { widget: widget.id, visitor: visitor.id, session: found.session.id };
      const room = await createConversation(directory, spec, uniqueKey, of, now);
      if (room.readyAt === null) await finishRoom(env, room, now);
      return { room: room.id };
    },
  }),
  /** Deletes it for the visitor and for the company. */
  route({
    method: "DELETE",
    path: "/widget/:widget/conversations/:room",
    in: "visitor",
    needs: "write",
    body: noBody,
    answer: jsonAnswer(nothing),
    run: async ({ env, principal, widget, params }) => {
      const room = await findConversation(env, widget.organization, principal.user, params.room);
      await eraseConversation(env, room);
      return null;
    },
  }),
  /** Sends it to the visitor's address. */
  route({
    method: "POST",
    path: "/widget/:widget/conversations/:room/transcript",
    in: "visitor",
    needs: "write",
    body: noBody,
    answer: jsonAnswer(nothing),
    run: async ({ env, request, principal, widget, found: { visitor }, params }) => {
      const room = await findConversation(env, widget.organization, principal.user, params.room);
      const { email } = visitor;
      if (email === null) throw new Problem("conflict", "Leave an e-mail address first.");
      await countTranscript(env, principal.user);
      await countMailRequest(env, request.headers, email);
      await mailTranscript(env, { widget, visitor, room, email });
      return null;
    },
  }),
  /** What stands at a source that an answer of this conversation cites. */
  route({
    method: "GET",
    path: "/widget/:widget/conversations/:room/citations/:message/:citation",
    in: "visitor",
    needs: "read",
    body: noBody,
    answer: jsonAnswer(schemas.citedPassage),
    run: async ({ env, principal, widget, params }) => {
      const room = await findConversation(env, widget.organization, principal.user, params.room);
      const cited = { target: Number(params.message), n: Number(params.citation) };
      return citedPassage(env, { user: principal.user, room, ...cited });
    },
  }),
  /** Opens the room's socket once. */
  route({
    method: "POST",
    path: "/widget/:widget/tickets",
    in: "visitor",
    needs: "read",
    body: jsonBody(schemas.ofRoom),
    answer: jsonAnswer(ticket, 201),
    run: async ({ env, request, principal, widget: { organization }, body }) => {
      const room = await findConversation(env, organization, principal.user, body.room);
      const { grant, scopes } = principal;
      const origin = request.headers.get("origin");
      const use = { grant, scopes, organization, room: room.id, origin };
      return createTicket(openDirectory(env.DB), use, Date.now());
    },
  }),
  /** A link that works once, for ten minutes. Its code is in the fragment, so that no log and no proxy sees it. */
  route({
    method: "POST",
    path: "/widget/:widget/continue",
    in: "visitor",
    needs: "read",
    body: noBody,
    answer: jsonAnswer(schemas.continueLink, 201),
    run: async ({ env, request, principal, widget, found: { session } }) => {
      await countContinueLink(env, principal.user);
      const made = await createCode(
        openDirectory(env.DB),
        {
          visitor: principal.user,
          session: session.id,
          verifiedUntil: session.verifiedUntil,
          lifetime: CONTINUE_LIFETIME,
        },
        Date.now(),
      );
      const asking = request.headers.get("origin") ?? "";
      const isOwn = isAllowedOrigin(env.ALLOWED_ORIGINS, request.url, asking);
      const origin = isOwn ? asking : new URL(request.url).origin;
      return { url: `${origin}/widget/${widget.id}/chat#${made.code}`, expiresAt: made.expiresAt };
    },
  }),
];
