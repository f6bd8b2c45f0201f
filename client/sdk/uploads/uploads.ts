import type { AttachmentId, RoomId } from "../../../shared/ids.ts";
import { MAX_ATTACHMENT_BYTES } from "../../../shared/limits.ts";
import { isOfContent, isTransient, type ErrorCode } from "../../../shared/protocol/codes.ts";
import { backoff } from "../backoff.ts";
import { ParleyError } from "../parley-error.ts";
import { Timer } from "../timer.ts";
import type { LocalFile, Upload, UploadsPort } from "./types.ts";

/** Parallel uploads. More would only make each slower. */
const MAX_PARALLEL = 3;

/**
 * Uploads of files to rooms, in order. An upload that fails without a connection is retried until it succeeds.
 *
 * @example
 * const uploads = new Uploads({ send, arrived: (room, file) => drafts.open(room).attach(file), ...ports });
 * uploads.add(roomId, [file]);
 */
export class Uploads<File extends LocalFile> {
  readonly #port: UploadsPort<File>;
  readonly #sending = new Map<AttachmentId, AbortController>();
  readonly #again = new Timer();
  #list: readonly Upload<File>[] = [];
  #lastAt = 0;
  #isOnline = true;
  /** Interrupted attempts in a row. */
  #broken = 0;

  constructor(port: UploadsPort<File>) {
    this.#port = port;
  }

  get list(): readonly Upload<File>[] {
    return this.#list;
  }

  add(room: RoomId, files: readonly File[]): void {
    const added = files.map((file): Upload<File> => {
      const problem = fileProblem(file);
      this.#lastAt = Math.max(this.#lastAt + 1, this.#port.now());
      const upload = { id: this.#port.nextId(), room, file, at: this.#lastAt };
      if (problem === null) return { ...upload, state: { type: "waiting" } };
      return { ...upload, state: { type: "failed", ...problem, mayRetry: false } };
    });
    this.#show([...this.#list, ...added]);
    this.#pump();
  }

  retry(id: AttachmentId): void {
    if (this.#find(id)?.state.type !== "failed") return;
    this.#change(id, { type: "waiting" });
    this.#pump();
  }

  /** Cancels it, or removes it from the list. */
  remove(id: AttachmentId): void {
    this.#sending.get(id)?.abort();
    this.#drop(id);
    this.#pump();
  }

  /** Reports the device's network. */
  setOnline(online: boolean): void {
    this.#isOnline = online;
    if (online) this.#tryAgain();
    else this.#rest("waiting", "offline");
  }

  close(): void {
    this.#again.stop();
    for (const controller of this.#sending.values()) controller.abort();
    this.#sending.clear();
    this.#list = [];
  }

  #pump(): void {
    if (!this.#isOnline || this.#again.running) return this.#rest("waiting", "offline");
    const next = this.#list.filter(({ state }) => state.type === "waiting");
    for (const upload of next.slice(0, MAX_PARALLEL - this.#sending.size)) void this.#send(upload);
  }

  async #send(upload: Upload<File>): Promise<void> {
    const { id, room, at } = upload;
    const controller = new AbortController();
    this.#sending.set(id, controller);
    this.#change(id, { type: "sending", progress: 0 });
    const onProgress = (progress: number): void => {
      if (!controller.signal.aborted) this.#change(id, { type: "sending", progress });
    };
    try {
      const attachment = await this.#port.send(upload, { signal: controller.signal, onProgress });
      this.#broken = 0;
      if (controller.signal.aborted) return;
      await this.#port.arrived(room, { ...attachment, at });
      this.#drop(id);
    } catch (error) {
      if (!controller.signal.aborted) this.#failed(id, error);
    } finally {
      if (this.#sending.get(id) === controller) this.#sending.delete(id);
      this.#pump();
    }
  }

  #failed(id: AttachmentId, error: unknown): void {
    if (error instanceof ParleyError && isTransient(error.code)) {
      this.#broken += 1;
      this.#change(id, { type: "offline" });
      const wait = error.retryAfter ?? backoff(this.#broken, () => this.#port.random());
      return this.#again.start(wait, () => this.#tryAgain());
    }
    const { code, message } =
      error instanceof ParleyError
        ? error
        : ({ code: "internal", message: "Something went wrong." } as const);
    const mayRetry = !(error instanceof ParleyError && isOfContent(error.code));
    this.#change(id, { type: "failed", code, message, mayRetry });
  }

  #tryAgain(): void {
    this.#again.stop();
    this.#rest("offline", "waiting");
    this.#pump();
  }

  #rest(from: "waiting" | "offline", to: "waiting" | "offline"): void {
    if (!this.#list.some(({ state }) => state.type === from)) return;
    this.#show(
      this.#list.map((upload) => (upload.state.type === from ? { ...upload, state: { type: to } } : upload)),
    );
  }

  #find(id: AttachmentId): Upload<File> | undefined {
    return this.#list.find((upload) => upload.id === id);
  }

  #change(id: AttachmentId, state: Upload<File>["state"]): void {
    this.#show(this.#list.map((upload) => (upload.id === id ? { ...upload, state } : upload)));
  }

  #drop(id: AttachmentId): void {
    this.#show(this.#list.filter((upload) => upload.id !== id));
  }

  #show(list: readonly Upload<File>[]): void {
    this.#list = list;
    this.#port.changed();
  }
}

/** Why a file cannot be sent; null if it can. */
function fileProblem({ size }: LocalFile): { code: ErrorCode; message: string } | null {
  if (size === 0) return { code: "bad_type", message: "The file is empty." };
  if (size <= MAX_ATTACHMENT_BYTES) return null;
  const mebibytes = (bytes: number): number => Math.ceil(bytes / 1_048_576);
  const message = `A file may have ${mebibytes(MAX_ATTACHMENT_BYTES)} MB; this one has ${mebibytes(size)} MB.`;
  return { code: "too_large", message };
}
