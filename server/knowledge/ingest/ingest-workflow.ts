import {
  WorkflowEntrypoint,
  type WorkflowEvent,
  type WorkflowStep,
  type WorkflowStepConfig,
} from "cloudflare:workers";
import type { DocumentFailure } from "../../../shared/knowledge.ts";
import type { Env } from "../../bindings/env.ts";
import { PACK_SIZE } from "../records/files.ts";
import type { IngestParams } from "../../bindings/ingest-params.ts";
import { IngestSteps, type StepResult } from "./ingest-steps.ts";

/** A step ends before the lease does, because another instance may take over after that. */
const STEP: WorkflowStepConfig = {
  retries: { limit: 2, delay: "2 seconds", backoff: "exponential" },
  timeout: "100 seconds",
};

/** From the original to searchable chunks: read, cut, embed, activate. See `docs/knowledge.md`. */
export class IngestWorkflow extends WorkflowEntrypoint<Env, IngestParams> {
  override async run(event: Readonly<WorkflowEvent<IngestParams>>, step: WorkflowStep): Promise<void> {
    const steps = new IngestSteps(this.env, event.payload, event.instanceId);
    const end = await this.#ingest(steps, step, event.payload.version);
    if (end !== null) await step.do("fail", STEP, () => steps.fail(end));
    await this.#tellWebhooks(steps, step);
  }

  /** A step of its own, so that it is repeated until they have it, also after a crash. The document does not depend on it. */
  async #tellWebhooks(steps: IngestSteps, step: WorkflowStep): Promise<void> {
    try {
      await step.do("webhooks", STEP, () => steps.tellWebhooks());
    } catch (error) {
      console.error("webhooks were not told of a document", error);
    }
  }

  /** Resolves to the reason of a failure, or to null if the work is done or another instance owns it. */
  async #ingest(steps: IngestSteps, step: WorkflowStep, version: number): Promise<DocumentFailure | null> {
    const read = await attempt(step, "read", () => steps.read(), "not_readable");
    if (read.type !== "done") return failureOf(read);
    const cut =
      read.value === null
        ? await attempt(step, "cut", () => steps.cut(), "internal")
        : { type: "done" as const, value: read.value };
    if (cut.type !== "done") return failureOf(cut);
    const packs = Math.ceil(cut.value / PACK_SIZE);
    for (let pack = 0; pack < packs; pack++) {
      const embedded = await attempt(
        step,
        `embed ${pack}`,
        () => steps.embed(pack, packs),
        "embedding_failed",
      );
      if (embedded.type !== "done") return failureOf(embedded);
    }
    const activated = await attempt(step, "activate", () => steps.activate(cut.value), "internal");
    if (activated.type !== "done") return failureOf(activated);
    if (version > 1) await step.do("tidy", STEP, () => steps.tidy());
    return null;
  }
}

/** Runs a step. If all its retries fail, the result is `failure`. */
async function attempt<Value extends number | null>(
  step: WorkflowStep,
  name: string,
  work: () => Promise<StepResult<Value>>,
  failure: DocumentFailure,
): Promise<StepResult<Value>> {
  try {
    // As text, because the platform's type for step results does not support unions.
    return JSON.parse(await step.do(name, STEP, async () => JSON.stringify(await work())));
  } catch (error) {
    console.error("step failed after all retries", { name, error });
    return { type: "failed", failure };
  }
}

function failureOf(result: Exclude<StepResult<unknown>, { type: "done" }>): DocumentFailure | null {
  return result.type === "failed" ? result.failure : null;
}
