/** Tells owners and admins with confirmed addresses that a webhook was switched off, if the server sends mail. */
import type { WebhookOff } from "../../../shared/webhooks.ts";
import type { Env } from "../../bindings/env.ts";
import { openDirectory } from "../../directory/directory.ts";
import { managerAddresses } from "../../directory/managers.ts";
import { nameInMail, writeLetter } from "../../notify/letter.ts";
import { isMailBound, sendMail } from "../../notify/mail.ts";
import { findServer } from "../../rules/webhooks/wanted.ts";
import { findWebhook } from "../../rules/webhooks/webhook-row.ts";
import type { SqlStore } from "../../storage/sql.ts";

/** In an organization with more owners and admins, the first ones are told. */
const MOST = 20;

const WHY: Readonly<Record<WebhookOff, string>> = {
  person: "Somebody switched it off.",
  gone: "Its address answered that it is gone (410).",
  failing: "Nothing has arrived at its address for a day.",
  maker: "The person whom it stood for does not manage the organization any more.",
};

export async function mailManagers(env: Env, store: SqlStore, id: string): Promise<void> {
  const webhook = findWebhook(store, id);
  const server = findServer(store);
  if (!isMailBound(env) || webhook === null || webhook.off === null || server === null) return;
  const { organization, origin } = server;
  const addresses = await managerAddresses(openDirectory(env.DB), organization, MOST);
  const name = nameInMail(webhook.name);
  const letter = writeLetter({
    title: `The webhook ${name} is off`,
    lines: [
      WHY[webhook.off],
      "Events are not sent to it from now on. What did not arrive is in its log for seven days, and can be sent again.",
    ],
    ...(origin !== null && {
      action: { label: "Open the webhook", url: `${origin}/${organization}/settings/webhooks/${id}` },
    }),
    note: "You get this mail because you manage an organization in Parley.",
  });
  const sent = await Promise.allSettled(addresses.map((to) => sendMail(env, { to, ...letter })));
  // If nobody was told, it is tried again.
  if (sent.length > 0 && sent.every(({ status }) => status === "rejected"))
    throw new Error("nobody was told of a webhook that is off");
}
