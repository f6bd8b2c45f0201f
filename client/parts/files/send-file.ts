import type { Envelope } from "../../../shared/api.ts";
import { ParleyError } from "../../sdk/parley-error.ts";
import type { UserId } from "../../../shared/ids.ts";
import { forWhom, noteRefusal } from "../lib/http.ts";
import { OwnProblem } from "../lib/own-problem.ts";
import { t as inGeneral } from "../../words/problems.ts";
import { t } from "../../words/saving.ts";

/**
 * Uploads one file and reports progress from 0 to 1. It uses XMLHttpRequest, because `fetch` reports no upload progress. Rejects with a
 * `ParleyError`, and with an `AbortError` when it is cancelled. `by`: the person
 * who chose the file. It is sent as nobody else, however long it waited.
 */
export function sendFile<Data>(
  path: string,
  file: File,
  options: { by: UserId | null; key?: string; signal: AbortSignal; onProgress: (share: number) => void },
): Promise<Data> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("PUT", path);
    request.responseType = "json";
    request.setRequestHeader("content-type", "application/octet-stream");
    request.setRequestHeader("x-file-name", encodeURIComponent(file.name.toWellFormed()));
    for (const [name, value] of Object.entries(forWhom(options.by))) request.setRequestHeader(name, value);
    if (options.key !== undefined) request.setRequestHeader("idempotency-key", options.key);
    request.upload.onprogress = ({ loaded, total }) => options.onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => {
      const envelope: Envelope<Data> | null = request.response;
      if (envelope?.ok) resolve(envelope.data);
      else if (envelope) {
        noteRefusal(envelope.error.code);
        {
          const { code, message, retryAfter } = envelope.error;
          reject(new ParleyError(code, message, retryAfter));
        }
      } else reject(new OwnProblem("unavailable", inGeneral("notResponding")));
    };
    request.onerror = () => reject(new OwnProblem("unavailable", t("uploadBroke")));
    request.onabort = () => reject(new DOMException("Cancelled", "AbortError"));
    options.signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(file);
  });
}
