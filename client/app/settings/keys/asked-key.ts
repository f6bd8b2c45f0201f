import type { OrganizationSummary } from "../../../../shared/api.ts";
import type { UserId } from "../../../../shared/ids.ts";
import type { OwnKey, Service } from "../../../../shared/keys.ts";

/** An organization in which a key can be made, with the service accounts that the person may make keys of. */
export interface KeyPlace {
  organization: Pick<OrganizationSummary, "id" | "name" | "role">;
  services: readonly Service[];
}

export type AskedKey = { type: "make"; service?: UserId } | { type: "rotate" | "end"; entry: OwnKey };
export type AskKey = (asked: AskedKey) => void;
