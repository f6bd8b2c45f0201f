import { env } from "cloudflare:workers";
import PostalMime from "postal-mime";
import { eventually } from "../../support/eventually.ts";
import type { LocalMailbox } from "../../../server/local/mail/local-mailbox.ts";

const mailbox: DurableObjectNamespace<LocalMailbox> = Reflect.get(env, "LOCAL_MAILBOX");

/** The mails to this address, newest first. */
export async function mailsTo(address: string) {
  const mails = await mailbox.getByName("mailbox").list();
  return Promise.all(mails.filter(({ to }) => to === address).map(({ raw }) => PostalMime.parse(raw)));
}

/** The token of the link in the newest mail to the address with this subject, once it has been sent. */
export async function linkTo(address: string, subject: string): Promise<string> {
  const mail = await eventually(async () => {
    const found = (await mailsTo(address)).find((one) => one.subject === subject);
    if (found === undefined) throw new Error(`no mail "${subject}"`);
    return found;
  });
  const token = /#([A-Za-z0-9_-]{43})/.exec(mail.text ?? "")?.[1];
  if (token === undefined) throw new Error(`no link in ${mail.text}`);
  return token;
}
