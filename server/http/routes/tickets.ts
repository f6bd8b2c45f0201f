import { openDirectory } from "../../directory/directory.ts";
import { createTicket } from "../../directory/tickets.ts";
import { notFound } from "../../problems/problem.ts";
import { findMyRoom } from "../access.ts";
import { jsonAnswer } from "../route-answer.ts";
import { jsonBody } from "../route-body.ts";
import { route } from "../route.ts";
import * as schemas from "../schemas/organizations.ts";

export const tickets = [
  route({
    method: "POST",
    path: "/tickets",
    in: "organization",
    needs: "read",
    body: jsonBody(schemas.newTicket),
    answer: jsonAnswer(schemas.ticket, 201),
    run: async ({ env, request, principal, organization: { id: organization }, body: { room } }) => {
      // As for routes of a room: if the caller is not a member, the answer is the same as for a missing room.
      if (room !== undefined && (await findMyRoom(env, organization, principal.user, room)) === null)
        throw notFound();
      const use = {
        grant: principal.grant,
        scopes: principal.scopes,
        organization,
        room: room ?? null,
        origin: request.headers.get("origin"),
      };
      return createTicket(openDirectory(env.DB), use, Date.now());
    },
  }),
];
