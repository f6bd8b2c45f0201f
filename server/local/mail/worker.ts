import type { Env } from "../../bindings/env.ts";
import worker from "../../index.ts";
import { answerDemo } from "../demo/answer-demo.ts";
import { answerDevMail } from "./dev-mail.ts";
import type { LocalMailbox } from "./local-mailbox.ts";

interface LocalEnv extends Env {
  LOCAL_MAILBOX: DurableObjectNamespace<LocalMailbox>;
}

/** The Worker on one machine: production's, the page of sent mail, and the page with a widget. */
export const localWorker = {
  ...worker,
  fetch: async (request, env, context) =>
    answerDemo(request) ?? (await answerDevMail(request, env)) ?? worker.fetch(request, env, context),
} satisfies ExportedHandler<LocalEnv>;
