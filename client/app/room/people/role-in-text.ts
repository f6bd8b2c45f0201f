import type { Role } from "../../../../shared/permissions.ts";
import { t } from "../../../words/room.ts";

const inText = {
  owner: "anOwner",
  admin: "anAdmin",
  member: "aMember",
  viewer: "aViewer",
  visitor: "aVisitor",
} as const satisfies Record<Role, string>;

/** A role inside of a sentence. */
export const roleInText = (role: Role): string => t(inText[role]);
