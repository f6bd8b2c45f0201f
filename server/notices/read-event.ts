import type { NoticeEvent } from "../bindings/notice-event.ts";
import { isOrganizationId, isUserId } from "../../shared/ids.ts";

/** Null for what no inbox has sent. */
export function readEvent(body: unknown): NoticeEvent | null {
  if (typeof body !== "object" || body === null) return null;
  if (!("inbox" in body && "key" in body && "version" in body)) return null;
  const { inbox, key, version } = body;
  if (typeof inbox !== "string" || typeof key !== "string" || typeof version !== "number") return null;
  const [organization, user] = inbox.split(":");
  return isOrganizationId(organization) && isUserId(user) ? { inbox, key, version } : null;
}
