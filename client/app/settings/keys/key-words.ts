import type { OwnKey } from "../../../../shared/keys.ts";
import type { Capability } from "../../../../shared/permissions.ts";
import { formatAgo, formatList, formatMoment, isolated } from "../../../ui/format.ts";
import { t } from "../../../words/keys.ts";

/** The entry that says what a scope allows. */
export const aboutScope = {
  read: "readAbout",
  write: "writeAbout",
  invite: "inviteAbout",
  manage: "manageAbout",
  steer: "steerAbout",
  approve: "approveAbout",
  takeOver: "takeOverAbout",
  export: "exportAbout",
} as const satisfies Record<Capability, string>;

/** From so long before its end on, a key is marked, milliseconds. */
const SOON = 7 * 24 * 60 * 60_000;

export const expiresSoon = ({ state, expiresAt }: OwnKey, now: number): boolean =>
  state === "active" && expiresAt !== null && expiresAt - now < SOON;

/** What the key may do, and how often. */
export const rightsOf = ({ scopes, perMinute }: OwnKey): string =>
  `${t("may", { scopes: formatList(scopes.map((scope) => t(scope))) })} · ${t("perMinute", { count: perMinute })}`;

/** When it was used last, and when it ends. */
export function timesOf({ state, usedAt, expiresAt }: OwnKey, now: number): string {
  const used = usedAt === null ? t("neverUsed") : t("used", { time: formatAgo(usedAt, now) });
  if (state === "revoked") return used;
  if (expiresAt === null) return `${used} · ${t("neverExpires")}`;
  const time = formatMoment(expiresAt, now);
  return `${used} · ${t(state === "expired" ? "expired" : "expires", { time })}`;
}

/** Whose it is: the account that it acts as, and in the account the organization. */
export const whoseKey = ({ owner, organization }: OwnKey, me: string, withOrganization: boolean): string =>
  withOrganization
    ? t("inOrganization", { name: isolated(organization.name) })
    : owner.id === me
      ? t("actsAsYou")
      : t("actsAs", { name: isolated(owner.name) });
