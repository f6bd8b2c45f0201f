/** Which addresses may be given for a chat. They are closed lists, so that no address leads to another service, or inside. */
import type { ChatKind } from "../../shared/notices.ts";
import { isReceiver } from "../outside/fetch.ts";
import { isHost } from "./push-address.ts";

const PLACES: Readonly<Record<ChatKind, { hosts: readonly string[]; path: RegExp }>> = {
  slack: {
    hosts: ["hooks.slack.com", "hooks.slack-gov.com"],
    path: /^\/(?:services|workflows|triggers)\/.+/,
  },
  teams: {
    hosts: ["*.webhook.office.com", "*.logic.azure.com", "*.api.powerplatform.com", "*.webhook.office365.us"],
    path: /^\/.+/,
  },
  discord: {
    hosts: ["discord.com", "discordapp.com", "ptb.discord.com", "canary.discord.com"],
    path: /^\/api\/(?:v\d+\/)?webhooks\/\d+\/[\w-]+$/,
  },
};

/** `allow`: origins that are allowed without any check. Empty except in tests. */
export function isChatAddress(kind: ChatKind, address: string, allow: string): boolean {
  if (address.length > 2_000 || !URL.canParse(address)) return false;
  const url = new URL(address);
  if (!isReceiver(url, { allow })) return false;
  if (allow.split(",").some((origin) => origin.trim() === url.origin)) return true;
  const { hosts, path } = PLACES[kind];
  return hosts.some((host) => isHost(url.hostname, host)) && path.test(url.pathname);
}
