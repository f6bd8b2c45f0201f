import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { Webhook as Verifier } from "standardwebhooks";
import type { OrganizationId, WebhookId } from "../../../shared/ids.ts";
import {
  type Delivery,
  type DeliveryPage,
  type NewWebhook,
  type SentEvent,
  type Webhook,
  WEBHOOK_EVENTS,
  webhookPaths,
  type WebhookSettings,
} from "../../../shared/webhooks.ts";
import { eventually } from "../../support/eventually.ts";
import type { PlannedAnswer, ReceivedRequest } from "../../support/receiver.ts";
import type { Person } from "./person.ts";

/** One address of the server that receives webhooks. */
export class Receiver {
  readonly #name = crypto.randomUUID();
  readonly origin = env.OUTSIDE_ALLOW;

  get address(): string {
    return `${this.origin}/to/${this.#name}`;
  }

  /** The next answers; the last one stays. */
  async plan(...answers: PlannedAnswer[]): Promise<void> {
    const init = { method: "PUT", body: JSON.stringify(answers) };
    await (await fetch(`${this.origin}/plan/${this.#name}`, init)).text();
  }

  /** Answers requests that were planned to wait. */
  async answer(): Promise<void> {
    await (await fetch(`${this.origin}/answer/${this.#name}`, { method: "PUT" })).text();
  }

  async requests(): Promise<ReceivedRequest[]> {
    return (await fetch(`${this.origin}/seen/${this.#name}`)).json();
  }

  async events(): Promise<SentEvent[]> {
    return (await this.requests()).map(({ body }): SentEvent => JSON.parse(body));
  }

  /** Once there are so many requests, all of them. */
  async until(count: number): Promise<SentEvent[]> {
    return eventually(async () => {
      const events = await this.events();
      if (events.length < count) throw new Error(`${events.length} of ${count} requests`);
      return events;
    });
  }

  /** Once it was sent this, what it was. */
  async sent(isIt: (event: SentEvent) => boolean): Promise<SentEvent> {
    return eventually(async () => {
      const event = (await this.events()).find(isIt);
      if (event === undefined) throw new Error("it was not sent");
      return event;
    });
  }
}

/** As a receiver checks it, with the public package. Throws if the signature is not right. */
export const verified = (secret: string, { body, headers }: ReceivedRequest): unknown =>
  new Verifier(secret).verify(body, headers);

export async function makeWebhook(
  person: Person,
  organization: OrganizationId,
  receiver: Receiver,
  settings: Partial<WebhookSettings> = {},
): Promise<NewWebhook> {
  const usual = { name: "Ledger", address: receiver.address, events: [...WEBHOOK_EVENTS] };
  return person.must(person.post<NewWebhook>(webhookPaths.all(organization), { ...usual, ...settings }));
}

export const webhookOf = (person: Person, organization: OrganizationId, id: WebhookId): Promise<Webhook> =>
  person.must(person.get<Webhook>(webhookPaths.one(organization, id)));

export const change = (person: Person, organization: OrganizationId, id: WebhookId, body: object) =>
  person.send<Webhook>("PATCH", webhookPaths.one(organization, id), body);

export async function logOf(
  person: Person,
  organization: OrganizationId,
  id: WebhookId,
  query = "",
): Promise<Delivery[]> {
  const path = `${webhookPaths.one(organization, id)}/deliveries${query}`;
  return (await person.must(person.get<DeliveryPage>(path))).deliveries;
}

export const serverOf = (organization: OrganizationId) => env.WEBHOOKS.getByName(organization);

/** The rooms know of all webhooks. */
export async function walked(organization: OrganizationId): Promise<void> {
  await eventually(() =>
    runInDurableObject(serverOf(organization), (_, { storage }) => {
      const [row] = storage.sql.exec<{ walked: string | null }>("SELECT walked FROM server").toArray();
      if (row === undefined || row.walked !== null) throw new Error("rooms are still being told");
    }),
  );
}

/** All pauses are over: what waits is due now. `hours`: so much time has passed since it was queued and since it began to fail. */
export async function later(organization: OrganizationId, hours = 0): Promise<void> {
  const server = serverOf(organization);
  await runInDurableObject(server, async (_, { storage }) => {
    const passed = hours * 3_600_000;
    storage.sql.exec("UPDATE lanes SET due = 1");
    storage.sql.exec("UPDATE webhooks SET resume_at = 0, failing_since = failing_since - ?", passed);
    storage.sql.exec("UPDATE deliveries SET created_at = created_at - ?, next_at = min(next_at, 1)", passed);
    storage.sql.exec("UPDATE schedule SET due = 1 WHERE task = 'deliver'");
    await storage.setAlarm(Date.now() + 1);
  });
  await evictDurableObject(server);
  await runDurableObjectAlarm(server);
}
