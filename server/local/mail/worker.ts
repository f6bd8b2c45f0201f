import type { Env } from "../../bindings/env.ts";
import worker from "../../index.ts";
import { answerDevMail } from "./dev-mail.ts";
import type { LocalMailbox } from "./local-mailbox.ts";

interface LocalEnv extends Env {
  LOCAL_MAILBOX: DurableObjectNamespace<LocalMailbox>;
}

/** The Worker on one machine: production's, and the page of sent mail. */
export const localWorker = {
  ...worker,
  fetch: async (request, env, context) =>
    (await answerDevMail(request, env)) ?? worker.fetch(request, env, context),
} satisfies ExportedHandler<LocalEnv>;
