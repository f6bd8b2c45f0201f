/** Tells by push: encrypted for each device (RFC 8291), signed with the server's key (RFC 8292). */
import { buildPushPayload } from "@block65/webcrypto-web-push";
import type { ChannelResult, PushPayload } from "../../shared/notices.ts";
import type { SendError } from "../../shared/webhooks.ts";
import type { Env } from "../bindings/env.ts";
import type { NoticeEvent } from "../bindings/notice-event.ts";
import type { Taken } from "../bindings/taken-notice.ts";
import { encodeBase64Url } from "../directory/encodings.ts";
import { openDirectory } from "../directory/directory.ts";
import { forgetPushAddress, listPushDevices, type PushDevice } from "../directory/push-devices.ts";
import { grantOfSession } from "../directory/grants.ts";
import { type SentOutside, sendOutside } from "../outside/fetch.ts";
import type { ToldOn } from "../rules/notify/telling.ts";
import { isHost, isPushAddress } from "./push-address.ts";
import { pushPayload, tagOf } from "./push-payload.ts";

type Telling = Extract<Taken, { type: "tell" }>;
type Closing = Extract<Taken, { type: "close" }>;

/** How long a push service keeps what a device that is off has missed, s. Later, the app's own list says it. */
const KEPT = 12 * 60 * 60;
const TIMEOUT = 10_000;
/** Its browser takes the permission away from an app whose pushes show nothing, so nothing is closed there. */
const NEVER_SILENT = "*.push.apple.com";

export const hasPushKeys = ({ VAPID_PUBLIC = "", VAPID_PRIVATE = "" }: Env): boolean =>
  VAPID_PUBLIC !== "" && VAPID_PRIVATE !== "";

const channelOf = ({ session }: PushDevice): string => `push:${session}`;

export async function tellByPush(env: Env, event: NoticeEvent, taken: Telling): Promise<ToldOn> {
  if (!hasPushKeys(env)) return { channel: "push", results: [] };
  const devices = await listPushDevices(openDirectory(env.DB), taken.user, Date.now());
  const payload = pushPayload(event, taken);
  const results = await Promise.all(
    devices.map(async (device): Promise<ChannelResult> => {
      const before = taken.results.find(({ channel }) => channel === channelOf(device));
      if (before !== undefined && isFinal(before)) return before;
      if (taken.openGrants.includes(grantOfSession(device.session)))
        // A page that sleeps looks as if it was open, for a while.
        return resultOf(device, "open", before === undefined ? "first" : undefined);
      return send(env, device, payload, { ttl: KEPT, urgency: urgencyOf(taken) });
    }),
  );
  return {
    channel: "push",
    results,
    again: results.some(({ outcome }) => outcome === "failed"),
    look: results.some(({ outcome, detail }) => outcome === "open" && detail === "first"),
  };
}

/** Ends what is shown. A device that misses it closes the notification when the app opens. */
export async function closeByPush(env: Env, event: NoticeEvent, taken: Closing): Promise<ToldOn> {
  const payload: PushPayload = {
    type: "close",
    tag: tagOf(taken.organization, event.key),
    version: event.version,
  };
  const devices = await listPushDevices(openDirectory(env.DB), taken.user, Date.now());
  const showing = devices.filter(
    (device) =>
      taken.shown.includes(channelOf(device)) && !isHost(new URL(device.endpoint).hostname, NEVER_SILENT),
  );
  const results = await Promise.all(
    showing.map((device) => send(env, device, payload, { ttl: KEPT, urgency: "normal" })),
  );
  return { channel: "push", results: [], again: results.some(({ outcome }) => outcome === "failed") };
}

const isFinal = ({ outcome }: ChannelResult): boolean =>
  outcome === "told" || outcome === "gone" || outcome === "refused";

const urgencyOf = ({ content }: Telling): "high" | "normal" => (content.rule === "level" ? "normal" : "high");

const resultOf = (device: PushDevice, outcome: ChannelResult["outcome"], detail?: string): ChannelResult => ({
  channel: channelOf(device),
  name: device.userAgent,
  outcome,
  ...(detail !== undefined && { detail }),
  at: Date.now(),
});

async function send(
  env: Env,
  device: PushDevice,
  payload: PushPayload,
  { ttl, urgency }: { ttl: number; urgency: "high" | "normal" },
): Promise<ChannelResult> {
  // The list of push services may have changed since the device was registered.
  if (!isPushAddress(device.endpoint, env)) return resultOf(device, "refused", "address");
  const topic = await topicOf(payload.tag);
  const written = await buildPushPayload(
    { data: JSON.stringify(payload), options: { ttl, urgency, topic } },
    { endpoint: secure(device.endpoint), expirationTime: null, keys: device.keys },
    { subject: subjectOf(env), publicKey: env.VAPID_PUBLIC, privateKey: env.VAPID_PRIVATE },
  ).catch((error: unknown) => {
    // A key that is no point of the curve.
    console.warn("a push could not be encrypted", { error: String(error) });
    return null;
  });
  if (written === null) return resultOf(device, "refused", "keys");
  const { "content-length": _, ...headers } = written.headers;
  const answer = await sendOutside(
    device.endpoint,
    { headers, body: written.body, timeout: TIMEOUT, most: 0 },
    { ownOrigins: env.ALLOWED_ORIGINS, allow: env.OUTSIDE_ALLOW, resolver: env.OUTSIDE_RESOLVER },
  );
  return judge(env, device, answer);
}

async function judge(env: Env, device: PushDevice, answer: SentOutside | SendError): Promise<ChannelResult> {
  if (answer === "refused" || answer === "redirected") return resultOf(device, "refused", answer);
  if (typeof answer === "string") return resultOf(device, "failed", answer);
  const { status } = answer;
  if (status >= 200 && status < 300) return resultOf(device, "told");
  if (status === 404 || status === 410) {
    await forgetPushAddress(openDirectory(env.DB), device.endpoint);
    return resultOf(device, "gone", String(status));
  }
  return resultOf(device, status === 429 || status >= 500 ? "failed" : "refused", String(status));
}

/** Whom a push service can write to about this server (RFC 8292). */
function subjectOf({ MAIL_FROM = "", ALLOWED_ORIGINS }: Env): string {
  const address = /[^\s<>]+@[^\s<>]+/.exec(MAIL_FROM)?.[0];
  if (address !== undefined) return `mailto:${address}`;
  return ALLOWED_ORIGINS.split(",").find((origin) => origin.startsWith("https:")) ?? "https://parley.invalid";
}

/** A push service replaces what waits for a device by what comes with the same topic: 32 letters at most (RFC 8030). */
async function topicOf(tag: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(tag));
  return encodeBase64Url(new Uint8Array(digest)).slice(0, 32);
}

/** Push services are https. The address of a test on this machine is not, and is signed as if it was. */
const secure = (address: string): string => address.replace(/^http:/, "https:");
