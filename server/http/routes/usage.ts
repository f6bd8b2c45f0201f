import type { OutsideRooms, UsageReport } from "../../../shared/api.ts";
import { openDirectory } from "../../directory/directory.ts";
import { findPeople } from "../../directory/people.ts";
import { findRoomNames } from "../../directory/rooms.ts";
import { jsonAnswer } from "../route-answer.ts";
import { noBody } from "../route-body.ts";
import { query } from "../route-query.ts";
import { route } from "../route.ts";
import * as schemas from "../schemas/ai.ts";

export const usage = [
  /** Costs of the AI, with the current names of people, agents and rooms. */
  route({
    method: "GET",
    path: "/usage",
    in: "organization",
    needs: "manage",
    query: query(schemas.usageQuery, "Ask for 1 to 366 days."),
    body: noBody,
    answer: jsonAnswer(schemas.usageReport),
    v1: true,
    about: "Returns what models have cost, by day, person, room and model.",
    run: async ({ env, organization: { id }, query: { days } }): Promise<UsageReport> => {
      const report = await env.METER.getByName(id).report(days, Date.now());
      const directory = openDirectory(env.DB);
      const users = report.people.map(({ user }) => user);
      const ids = report.rooms.flatMap(({ room }) => (isPlace(room) ? [] : [room]));
      const [people, rooms] = await Promise.all([
        findPeople(directory, id, users),
        findRoomNames(directory, id, ids),
      ]);
      const names = new Map(people.map(({ user, name }) => [user, name]));
      return {
        ...report,
        people: report.people.map((row) => ({ ...row, name: names.get(row.user) ?? null })),
        rooms: report.rooms.map((row) => ({
          ...row,
          name: isPlace(row.room) ? PLACES[row.room] : (rooms.get(row.room) ?? null),
        })),
      };
    },
  }),
];

/** What is counted outside of rooms. */
const PLACES: Record<OutsideRooms, string> = {
  search: "Search",
  speech: "Speech",
  trial: "Trials of agents",
};

const isPlace = (room: string): room is OutsideRooms => Object.hasOwn(PLACES, room);
