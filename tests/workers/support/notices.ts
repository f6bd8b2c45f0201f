/** People who are told outside of the app, and what they were sent. */
import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { decodeBase64 } from "../../../shared/base64.ts";
import type { OrganizationId, UserId } from "../../../shared/ids.ts";
import { type DecidedNotice, noticePaths, type PushPayload } from "../../../shared/notices.ts";
import { eventually } from "../../support/eventually.ts";
import { makePushBrowser } from "../../support/push-browser.ts";
import type { Person } from "./person.ts";
import { Receiver } from "./webhooks.ts";

/** A device of a person: its browser, and the place at the push service that it is told by. */
export interface ToldDevice {
  receiver: Receiver;
  /** What it was told, decrypted, in order. */
  told: () => Promise<PushPayload[]>;
  /** The newest, once there are so many. */
  until: (count: number) => Promise<PushPayload[]>;
}

/** Registers this session of the person. */
export async function turnOnPush(person: Person): Promise<ToldDevice> {
  const browser = await makePushBrowser();
  const receiver = new Receiver();
  const body = { endpoint: receiver.address, keys: browser.keys };
  await person.must(person.send("PUT", noticePaths.push, body));
  const told = async (): Promise<PushPayload[]> => {
    const requests = await receiver.requests();
    return Promise.all(
      requests.map(async ({ base64 }): Promise<PushPayload> =>
        JSON.parse(await browser.decrypt(decodeBase64(base64))),
      ),
    );
  };
  const until = (count: number): Promise<PushPayload[]> =>
    eventually(async () => {
      const all = await told();
      if (all.length < count) throw new Error(`${all.length} of ${count} pushes`);
      return all;
    });
  return { receiver, told, until };
}

export const inboxAt = (organization: OrganizationId, user: UserId) =>
  env.INBOX.getByName(`${organization}:${user}`);

/** The time has come for this notice. */
export async function dueNow(organization: OrganizationId, user: UserId, key: string): Promise<void> {
  const inbox = inboxAt(organization, user);
  await runInDurableObject(inbox, async (_, { storage }) => {
    storage.sql.exec(
      "UPDATE notices SET due = 1 WHERE state IN ('waiting', 'sending', 'closing') AND key = ?",
      key,
    );
    storage.sql.exec("UPDATE schedule SET due = 1 WHERE task = 'notice' AND key = ?", key);
    await storage.setAlarm(Date.now() + 60_000);
  });
  await runDurableObjectAlarm(inbox);
}

/** Once a notice with this key is in this state; null: once there is none. */
export async function inState(
  { organization, user }: { organization: OrganizationId; user: UserId },
  key: string,
  state: string | null,
): Promise<void> {
  await eventually(() =>
    runInDurableObject(inboxAt(organization, user), (_, { storage }) => {
      const [row] = storage.sql
        .exec<{ state: string }>("SELECT state FROM notices WHERE key = ?", key)
        .toArray();
      if ((row?.state ?? null) !== state)
        throw new Error(`the notice is ${row?.state ?? "gone"}, not ${state}`);
    }),
  );
}

/** Newest first. */
export const decidedOf = (person: Person, organization: OrganizationId): Promise<DecidedNotice[]> =>
  person.must(person.get<DecidedNotice[]>(noticePaths.decided(organization)));

/** The news of a room has reached this inbox, and the time to tell of it has come. Resolves to the version of the notice. */
export async function decideNow(
  inbox: { organization: OrganizationId; user: UserId },
  key: string,
): Promise<number> {
  await inState(inbox, key, "waiting");
  const version = await runInDurableObject(inboxAt(inbox.organization, inbox.user), (_, { storage }) => {
    const query = "SELECT version FROM notices WHERE key = ?";
    return storage.sql.exec<{ version: number }>(query, key).one().version;
  });
  await dueNow(inbox.organization, inbox.user, key);
  return version;
}

/** The person has opened the link that confirms the address. */
export const confirmAddress = (person: Person): Promise<unknown> =>
  env.DB.prepare("UPDATE users SET email_verified = 1 WHERE id = ?").bind(person.id).run();

/** How far telling of a notice has come, as it is stored. */
export const toldOf = (
  { organization, user }: { organization: OrganizationId; user: UserId },
  key: string,
): Promise<string> =>
  runInDurableObject(inboxAt(organization, user), (_, { storage }) => {
    const [row] = storage.sql.exec<{ told: string }>("SELECT told FROM notices WHERE key = ?", key).toArray();
    return row?.told ?? "";
  });
