import { Hono } from "hono";
import { z } from "zod";
import type { UsageReport } from "../../shared/api.ts";
import { openDirectory } from "../directory/directory.ts";
import { findPeople } from "../directory/people.ts";
import { findRoomNames } from "../directory/rooms.ts";
import type { TenantEdge } from "./context.ts";
import { ok } from "./response-envelope.ts";
import { managersOnly } from "./middleware/managers-only.ts";
import { Problem } from "../problems/problem.ts";

const daysShape = z
  .string()
  .regex(/^[0-9]{1,3}$/)
  .transform(Number)
  .pipe(z.number().min(1).max(366));

/** What the AI has cost, with the names of today. */
export const usage = new Hono<TenantEdge>().get("/", managersOnly, async (c) => {
  const days = daysShape.safeParse(c.req.query("days") ?? "30");
  if (!days.success) throw new Problem("bad_type", "Ask for 1 to 366 days.");
  const { id } = c.var.membership.organization;
  const report = await c.env.METER.getByName(id).report(days.data, Date.now());

  const directory = openDirectory(c.env.DB);
  const [people, rooms] = await Promise.all([
    findPeople(
      directory,
      id,
      report.people.map(({ user }) => user),
    ),
    findRoomNames(
      directory,
      id,
      report.rooms.flatMap(({ room }) => (room === "search" ? [] : [room])),
    ),
  ]);
  const names = new Map(people.map(({ user, name }) => [user, name]));
  return ok<UsageReport>(c, {
    ...report,
    people: report.people.map((row) => ({ ...row, name: names.get(row.user) ?? null })),
    rooms: report.rooms.map((row) => ({
      ...row,
      name: row.room === "search" ? "Search" : (rooms.get(row.room) ?? null),
    })),
  });
});
