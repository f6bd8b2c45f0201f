/** What a widget on a company's page asks: its settings, and the session of whoever looks at it. */
import { openDirectory } from "../../directory/directory.ts";
import { endSession } from "../../directory/visitor-sessions.ts";
import { changeVisitor, noteVisitedPage } from "../../directory/visitors.ts";
import { findWidgetSession } from "../../principals/visitors/visitor-principal.ts";
import { dropCookie } from "../../principals/visitors/visitor-token.ts";
import { pushRevocations } from "../push-revocations.ts";
import { bytesAnswer, jsonAnswer } from "../route-answer.ts";
import { jsonBody, noBody } from "../route-body.ts";
import { route } from "../route.ts";
import { nothing } from "../schemas/fields.ts";
import * as schemas from "../schemas/widgets.ts";
import { answerConfig } from "../widget/config.ts";
import { renameInRooms } from "../widget/conversations.ts";
import { peopleHere } from "../widget/people-here.ts";
import { openSession, visitorOf } from "../widget/session.ts";

export const widget = [
  /** Any page may read it: it is what the widget shows to everybody. */
  route({
    method: "GET",
    path: "/widget/:widget",
    in: "widget",
    needs: null,
    body: noBody,
    answer: bytesAnswer,
    run: ({ env, request, widget: row }) => answerConfig(env, request.headers, row),
  }),
  /** Begins or renews a session. Its token is in a cookie, or in the answer for a panel without one and for a widget without a panel. */
  route({
    method: "POST",
    path: "/widget/:widget/session",
    in: "widget",
    needs: null,
    body: jsonBody(schemas.openSession),
    answer: jsonAnswer(schemas.session),
    run: (call) => openSession(call),
  }),
  /** Logs out on this device. Whoever has no session is logged out already. */
  route({
    method: "DELETE",
    path: "/widget/:widget/session",
    in: "widget",
    needs: null,
    body: noBody,
    answer: jsonAnswer(nothing),
    run: async ({ env, request, widget: { id }, reply, waitUntil }) => {
      const found = await findWidgetSession(env, request.headers, id, Date.now());
      reply.headers.append("set-cookie", dropCookie(id));
      if (found === null) return null;
      await endSession(openDirectory(env.DB), found.session.id);
      await pushRevocations(env, waitUntil);
      return null;
    },
  }),
  route({
    method: "PATCH",
    path: "/widget/:widget/me",
    in: "visitor",
    needs: "write",
    body: jsonBody(schemas.visitorChange),
    answer: jsonAnswer(schemas.visitor),
    run: async ({ env, principal, found, body, waitUntil }) => {
      const changed = await changeVisitor(openDirectory(env.DB), found.visitor, body);
      if (changed.name !== null && changed.name !== found.visitor.name)
        waitUntil(renameInRooms(env, changed.id, changed.name));
      return visitorOf(changed, principal.identity);
    },
  }),
  route({
    method: "POST",
    path: "/widget/:widget/page",
    in: "visitor",
    needs: "read",
    body: jsonBody(schemas.seenPage),
    answer: jsonAnswer(nothing),
    run: async ({ env, principal, body }) => {
      await noteVisitedPage(openDirectory(env.DB), principal.user, body, Date.now());
      return null;
    },
  }),
  route({
    method: "GET",
    path: "/widget/:widget/people",
    in: "visitor",
    needs: "read",
    body: noBody,
    answer: jsonAnswer(schemas.people),
    run: ({ env, widget: row }) => peopleHere(env, row, Date.now()),
  }),
];
