/** The mails about a person's own account. Their links have the token in the fragment, so that no log and no proxy sees it. */
import type { UserId } from "../../../shared/ids.ts";
import type { Env } from "../../bindings/env.ts";
import { createLink } from "../../directory/account-links.ts";
import { openDirectory } from "../../directory/directory.ts";
import { writeLetter } from "../../notify/letter.ts";
import { sendMail } from "../../notify/mail.ts";

export interface Recipient {
  user: UserId;
  email: string;
  /** The origin of the app, which the server has checked. */
  origin: string;
}

export async function sendConfirmation(env: Env, { user, email, origin }: Recipient): Promise<void> {
  const link = { purpose: "confirm", user, email } as const;
  const { token } = await createLink(openDirectory(env.DB), link, Date.now());
  await sendMail(env, {
    to: email,
    ...writeLetter({
      title: "Confirm your e-mail address",
      lines: ["Confirm that this is the address of your Parley account. The link works once, for 7 days."],
      action: { label: "Confirm address", url: `${origin}/confirm-email#${token}` },
      note: "If you did not sign up for Parley, somebody has mistyped their address. You do not need to do anything.",
    }),
  });
}

/** To the new address. Opening the link changes it. */
export async function sendEmailChange(env: Env, { user, email, origin }: Recipient): Promise<void> {
  const link = { purpose: "change", user, email } as const;
  const { token } = await createLink(openDirectory(env.DB), link, Date.now());
  await sendMail(env, {
    to: email,
    ...writeLetter({
      title: "Confirm your new e-mail address",
      lines: [
        "Somebody wants to use this address for a Parley account. The link works once, for 24 hours. The address changes when it is opened.",
      ],
      action: { label: "Use this address", url: `${origin}/confirm-email#${token}` },
      note: "If this was not you, ignore this mail. Nothing changes then.",
    }),
  });
}

/** To the address before. */
export async function tellEmailChanged(env: Env, before: string, now: string): Promise<void> {
  await sendMail(env, {
    to: before,
    ...writeLetter({
      title: "Your e-mail address was changed",
      lines: [`Your Parley account now has the address ${now}. This address is no longer used.`],
      note: "If this was not you, tell an owner of your organization at once: they can sign you out everywhere.",
    }),
  });
}

export async function sendReset(env: Env, { user, email, origin }: Recipient): Promise<void> {
  const link = { purpose: "reset", user, email } as const;
  const { token } = await createLink(openDirectory(env.DB), link, Date.now());
  await sendMail(env, {
    to: email,
    ...writeLetter({
      title: "Set a new password",
      lines: [
        "Somebody has asked for a new password for your Parley account. The link works once, for one hour. It signs you out on all devices.",
      ],
      action: { label: "Set a new password", url: `${origin}/reset-password#${token}` },
      note: "If this was not you, ignore this mail. Your password stays as it is.",
    }),
  });
}
