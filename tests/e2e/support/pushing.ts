/** A push service between the server and a browser: what the server has sent is decrypted, and given to the service worker. */
import { randomUUID } from "node:crypto";
import type { CDPSession } from "playwright-core";
import { inject } from "vitest";
import type { PushPayload } from "../../../shared/notices.ts";
import { makePushBrowser } from "../../support/push-browser.ts";
import type { ReceivedRequest } from "../../support/receiver.ts";
import { eventually } from "./eventually.ts";
import { allowNotifications } from "./notifying.ts";
import type { Home } from "./people.ts";

export interface PushedDevice {
  /** What was sent so far. */
  sent: () => Promise<PushPayload[]>;
  /** Once there are so many, gives the newest to the service worker. */
  deliver: (count: number) => Promise<PushPayload>;
}

/** Call it before the device's first page opens. */
export async function withPushService(home: Home): Promise<PushedDevice> {
  const browser = await makePushBrowser();
  const receiver = inject("receiver");
  const name = randomUUID();
  await allowNotifications(home);
  const address = { endpoint: `${receiver}/to/${name}`, keys: browser.keys };
  await home.context.addInitScript(`globalThis.pushAddress = ${JSON.stringify(address)}`);
  const sent = async (): Promise<PushPayload[]> => {
    const seen = (await (await fetch(`${receiver}/seen/${name}`)).json()) as ReceivedRequest[];
    return Promise.all(
      seen.map(async ({ base64 }): Promise<PushPayload> =>
        JSON.parse(await browser.decrypt(Uint8Array.from(Buffer.from(base64, "base64")))),
      ),
    );
  };
  return {
    sent,
    async deliver(count) {
      const all = await eventually(sent, (pushes) => pushes.length >= count);
      const newest = all.at(-1);
      if (newest === undefined) throw new Error("nothing was pushed");
      await push(home, JSON.stringify(newest));
      return newest;
    },
  };
}

async function push({ page, context }: Home, data: string): Promise<void> {
  const session = await context.newCDPSession(page);
  const registrationId = await registrationOf(session);
  const { origin } = new URL(page.url());
  await session.send("ServiceWorker.deliverPushMessage", { origin, registrationId, data });
  await session.detach();
}

function registrationOf(session: CDPSession): Promise<string> {
  return new Promise((resolve, reject) => {
    session.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const found = registrations.find(({ isDeleted }) => !isDeleted);
      if (found !== undefined) resolve(found.registrationId);
    });
    session.send("ServiceWorker.enable").catch(reject);
  });
}

/** A person chooses an action of a notification, or the notification itself. */
export async function choose(
  { page }: Home,
  tag: string,
  { action = "", reply }: { action?: string; reply?: string } = {},
): Promise<void> {
  await page.evaluate(async (message) => (await navigator.serviceWorker.ready).active?.postMessage(message), {
    type: "person.click",
    tag,
    action,
    reply: reply ?? null,
  });
}
