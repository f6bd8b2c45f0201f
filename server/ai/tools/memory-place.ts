/** Which memory a tool may read or change, for who asks. */
import * as z from "zod";
import { allowed } from "../../../shared/permissions.ts";
import { openDirectory } from "../../directory/directory.ts";
import { findPersonInOrganization } from "../../directory/people.ts";
import type { MemoryPlace } from "../../memory/place.ts";
import { isOn, readSwitches } from "../../memory/switches.ts";
import type { ToolCall } from "../contract/tool.ts";
import { placesReadBy } from "../prompt/memories.ts";

export type About = "me" | "room" | "organization";

export const aboutSchema = z
  .enum(["me", "room", "organization"])
  .describe(
    "me: about who asks, which only they ever see, and only in a direct conversation. room: for everyone of this room. " +
      "organization: for everyone of the organization. A person must allow the last two.",
  );

export const ABOUT: Record<About, string> = {
  me: "about you",
  room: "for this room",
  organization: "for the organization",
};

const SCOPES = { me: "person", room: "room", organization: "organization" } as const;

/** The place, if who asks may store something there and nobody has switched it off. */
export async function placeToRemember(
  about: About,
  call: ToolCall,
): Promise<MemoryPlace | { problem: string }> {
  const place = await placeToForget(about, call);
  if ("problem" in place) return place;
  const { env, organization, asker } = call;
  if (isOn(await readSwitches(env.DB, organization, asker), place)) return place;
  return { problem: "This memory is switched off. Nothing is remembered." };
}

/** The place, if who asks may delete something there. */
export async function placeToForget(
  about: About,
  call: ToolCall,
): Promise<MemoryPlace | { problem: string }> {
  const place = placesReadBy(call).find(({ scope }) => scope === SCOPES[about]);
  if (place === undefined) return { problem: about === "me" ? NOT_PRIVATE : "Nothing is remembered here." };
  if (place.scope === "organization" && !(await managesOrganization(call)))
    return { problem: "Only owners and admins change what the organization remembers. Nothing is changed." };
  return place;
}

const NOT_PRIVATE =
  "Others read this conversation, so nothing personal is remembered or used here. The person can ask for it in a direct conversation with you.";

async function managesOrganization({ env, organization, asker, scopes }: ToolCall): Promise<boolean> {
  const person = await findPersonInOrganization(openDirectory(env.DB), organization, asker);
  return person !== null && allowed({ role: person.role, scopes }, "manage", "organization");
}
