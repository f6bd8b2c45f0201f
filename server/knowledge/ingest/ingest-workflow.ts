import { WorkflowEntrypoint, type WorkflowEvent, type WorkflowStep } from "cloudflare:workers";
import type { Env } from "../../env.ts";
import type { IngestParams } from "./ingest-params.ts";

export class IngestWorkflow extends WorkflowEntrypoint<Env, IngestParams> {
  override async run(_event: Readonly<WorkflowEvent<IngestParams>>, _step: WorkflowStep): Promise<void> {
    throw new Error("not built yet");
  }
}
