import * as z from "zod";
import { Problem } from "../../problems/problem.ts";
import { eventTexts } from "../feeds/event-stream.ts";
import { openRoomFeed } from "../feeds/open-room-feed.ts";
import { type FeedPosition, readPosition } from "../feeds/position.ts";
import { streamOf } from "../feeds/stream-of.ts";
import { eventsAnswer } from "../route-answer.ts";
import { noBody } from "../route-body.ts";
import { query } from "../route-query.ts";
import { route } from "../route.ts";

const HINT = "`since` is the id of an event of this room, or the seq of one.";

export const roomEvents = [
  /** What happens in the room from now on, or after the event that `Last-Event-ID` or `since` names. */
  route({
    method: "GET",
    path: "/rooms/:room/events",
    in: "room",
    needs: "read",
    query: query(z.object({ since: z.string().max(150).optional() }), HINT),
    body: noBody,
    answer: eventsAnswer,
    v1: "only",
    about: "Sends the events of a room as they happen, as server-sent events.",
    run: async ({ env, principal, request, room, query: { since } }) => {
      // A browser repeats the address that it began with, so what it says that it has counts more.
      const asked = request.headers.get("last-event-id") ?? since;
      const { success } = await env.CONNECTS.limit({ key: principal.user });
      if (!success) throw new Problem("rate_limited", "Too many requests. Wait a minute.", 60_000);
      const feed = await openRoomFeed(env, principal, room, { since: positionOf(asked) });
      return streamOf(eventTexts(feed), feed.close);
    },
  }),
];

function positionOf(asked: string | undefined): FeedPosition | null {
  if (asked === undefined || asked === "") return null;
  const position = readPosition(asked);
  if (position === null) throw new Problem("bad_cursor", HINT);
  return position;
}
