/** A visitor's message that came by mail. It passes the checks and rules of one that a device sends. */
import type { MailedMessage, MailTaken } from "../../bindings/mailed-message.ts";
import type { UserId } from "../../../shared/ids.ts";
import type { Refusal } from "../../rules/room/errors.ts";
import type { Scopes } from "../../../shared/permissions.ts";
import type { Sender } from "./caller-of.ts";
import type { CommandQueue, Outcome } from "./command-queue.ts";
import type { InputCheck } from "./input-check.ts";

export interface MailPorts {
  check: InputCheck;
  commands: CommandQueue;
}

const SCOPES: Scopes = new Set(["read", "write"]);

export async function takeMail(
  { check, commands }: MailPorts,
  visitor: UserId,
  { readUpTo, ...message }: MailedMessage,
): Promise<MailTaken | Refusal> {
  const sender: Sender = { user: visitor, scopes: SCOPES, line: `mail of ${visitor}` };
  const decided = await new Promise<Outcome>((resolve, reject) => {
    const passed = check.pass({ type: "send", ...message }, sender, {
      accept: (command) => resolve(commands.decide(sender, command)),
      refuse: resolve,
    });
    passed?.catch(reject);
  });
  if ("refused" in decided) return decided;
  // Who answers a mail has read it. Without this no other mail would follow (DESK-14).
  await commands.decide(sender, { type: "read", seq: readUpTo });
  return { type: "taken", seq: decided.seq ?? 0 };
}
