import { createStore, produce } from "solid-js/store";
import type { DocumentId, LibraryId, OrganizationId, UserId } from "../../../../shared/ids.ts";
import { type Document, knowledgePaths } from "../../../../shared/knowledge.ts";
import { isOfContent } from "../../../../shared/protocol/codes.ts";
import { ParleyError } from "../../../sdk/parley-error.ts";
import { calledFor, messageOf } from "../../../parts/lib/http.ts";
import { sendFile } from "../../../parts/files/send-file.ts";
import { fileProblem } from "./check-file.ts";

/** A file that is being uploaded. Uploads continue while the person looks at other pages of the workspace. */
export interface Upload {
  id: number;
  /** Who chose the file. Nobody else sees or sends it. */
  by: UserId | null;
  library: LibraryId;
  name: string;
  size: number;
  state: "waiting" | "sending" | "failed";
  /** Share that has been sent, from 0 to 1. */
  progress: number;
  problem?: string;
  /** Whether sending again may help. Absent where the file itself is the problem. */
  mayRetry?: boolean;
}

interface Job {
  by: UserId | null;
  file: File;
  path: string;
  /** The idempotency key. It is the same for each attempt, so that a retry after a lost response creates no second document. */
  key: string;
  controller: AbortController;
}

const AT_ONCE = 3;
const [uploads, setUploads] = createStore<Upload[]>([]);
const jobs = new Map<number, Job>();
let last = 0;

export { uploads };

export const uploadsOf = (library: LibraryId): Upload[] =>
  uploads.filter((one) => one.library === library && one.by === calledFor());

/** Uploads files into a library. */
export function uploadFiles(organization: OrganizationId, library: LibraryId, files: readonly File[]): void {
  enqueue(knowledgePaths.files(organization, library), library, files);
}

/** Uploads a new version of a document. */
export function uploadVersion(
  organization: OrganizationId,
  library: LibraryId,
  document: DocumentId,
  file: File,
): void {
  enqueue(knowledgePaths.documentPart(organization, document, "file"), library, [file]);
}

function enqueue(path: string, library: LibraryId, files: readonly File[]): void {
  const by = calledFor();
  const added = files.map((file): Upload => {
    const id = ++last;
    const problem = fileProblem(file);
    const upload = { id, by, library, name: file.name, size: file.size, progress: 0 };
    if (problem !== null) return { ...upload, state: "failed", problem };
    jobs.set(id, { by, file, path, key: crypto.randomUUID(), controller: new AbortController() });
    return { ...upload, state: "waiting" };
  });
  setUploads((before) => [...before, ...added]);
  begin();
}

function begin(): void {
  const free = AT_ONCE - uploads.filter(({ state }) => state === "sending").length;
  const next = uploads.filter(({ state }) => state === "waiting").slice(0, Math.max(0, free));
  for (const { id } of next) void send(id);
  watchLeaving();
}

async function send(id: number): Promise<void> {
  const job = jobs.get(id);
  if (!job) return;
  change(id, { state: "sending", progress: 0 });
  try {
    await sendFile<Document>(job.path, job.file, {
      by: job.by,
      key: job.key,
      signal: job.controller.signal,
      onProgress: (progress) => change(id, { progress }),
    });
    dismiss(id);
  } catch (error) {
    if (job.controller.signal.aborted) dismiss(id);
    else change(id, { state: "failed", problem: messageOf(error), mayRetry: !isRefusedContent(error) });
  }
  begin();
}

const isRefusedContent = (error: unknown): boolean => error instanceof ParleyError && isOfContent(error.code);

function change(id: number, part: Partial<Upload>): void {
  setUploads(
    (one) => one.id === id,
    produce((upload) => Object.assign(upload, part)),
  );
}

export function cancelUpload(id: number): void {
  const sending = uploads.find((one) => one.id === id)?.state === "sending";
  jobs.get(id)?.controller.abort();
  if (!sending) dismiss(id);
}

export function retryUpload(id: number): void {
  change(id, { state: "waiting" });
  begin();
}

function dismiss(id: number): void {
  jobs.delete(id);
  setUploads((before) => before.filter((one) => one.id !== id));
}

const ask = (event: BeforeUnloadEvent) => event.preventDefault();

/** While uploads are running, the browser asks for confirmation before it closes the page, because closing aborts them. */
function watchLeaving(): void {
  if (uploads.some(({ state }) => state !== "failed")) addEventListener("beforeunload", ask);
  else removeEventListener("beforeunload", ask);
}
