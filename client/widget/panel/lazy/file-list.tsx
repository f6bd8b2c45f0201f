import { createEffect, createSignal, For, on, onCleanup, Show } from "solid-js";
import { attachmentPaths, type Attachment, type DraftFile } from "../../../../shared/attachments.ts";
import type { Envelope } from "../../../../shared/api.ts";
import { makeId } from "../../../../shared/ids.ts";
import { MAX_ATTACHMENT_BYTES } from "../../../../shared/limits.ts";
import { ParleyError } from "../../../sdk/parley-error.ts";
import { Uploads, type SendOptions, type Upload } from "../../../sdk/uploads/index.ts";
import { t } from "../../../words/widget-talk.ts";
import { announce } from "../announcer.tsx";
import { formatBytes, formatShare } from "../format.ts";
import { Icon } from "./icon.tsx";
import { usePanel } from "../panel.ts";
import { problemOf } from "../words-of-errors.ts";
import "./files.css";

/** The files of a message that is being written: on their way, there, or refused with the reason. */
export default function FileList(props: {
  chosen: readonly File[];
  onChosen: (files: readonly File[]) => void;
  files: readonly DraftFile[];
  onFiles: (files: readonly DraftFile[]) => void;
  /** How many are on their way, and whether one was refused. */
  onComing: (coming: number, isRefused: boolean) => void;
}) {
  const panel = usePanel();
  const [list, setList] = createSignal<readonly Upload<File>[]>([]);
  const [problem, setProblem] = createSignal("");
  const uploads = new Uploads<File>({
    nextId: () => makeId("att", (bytes) => crypto.getRandomValues(bytes)),
    send: (upload, options) => send(upload, options),
    arrived: (_room, file) => {
      props.onFiles([...props.files, file]);
      announce(t("fileSent"));
    },
    changed: () => {
      setList(uploads.list);
      const refused = uploads.list.filter(({ state }) => state.type === "failed").length;
      props.onComing(uploads.list.length - refused, refused > 0);
    },
    now: Date.now,
    random: Math.random,
  });
  onCleanup(() => {
    uploads.close();
    props.onComing(0, false);
  });
  createEffect(() => uploads.setOnline(panel.isOnline()));
  createEffect(
    on(
      () => props.chosen,
      (chosen) => {
        if (chosen.length > 0) void add(chosen);
      },
    ),
  );

  /** A file is sent to a room, so a conversation begins with it. */
  async function add(chosen: readonly File[]): Promise<void> {
    try {
      const room = panel.current()?.room.id ?? (await panel.create());
      uploads.add(room, chosen);
    } catch (error) {
      setProblem(problemOf(error));
    }
    if (list().length === 0 && problem() === "") props.onChosen([]);
  }

  function send(
    { id, room, file }: Pick<Upload<File>, "id" | "room" | "file">,
    { signal, onProgress }: SendOptions,
  ): Promise<Attachment> {
    const session = panel.session();
    if (session === null) return Promise.reject(new ParleyError("unauthenticated", ""));
    return new Promise((resolve, reject) => {
      // `fetch` reports no progress.
      const request = new XMLHttpRequest();
      request.open("PUT", attachmentPaths.one(session.organization, room, id));
      request.responseType = "json";
      request.setRequestHeader("content-type", "application/octet-stream");
      request.setRequestHeader("x-file-name", encodeURIComponent(file.name.toWellFormed()));
      for (const [name, value] of Object.entries(panel.api.headersFor(session.visitor.id)))
        request.setRequestHeader(name, value);
      request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
      request.onload = () => {
        const envelope: Envelope<Attachment> | null = request.response;
        if (envelope?.ok) resolve(envelope.data);
        else reject(new ParleyError(envelope?.error.code ?? "unavailable", envelope?.error.message ?? ""));
      };
      request.onerror = () => reject(new ParleyError("unavailable", ""));
      request.onabort = () => reject(new DOMException("Cancelled", "AbortError"));
      signal.addEventListener("abort", () => request.abort(), { once: true });
      request.send(file);
    });
  }

  const limit = formatBytes(MAX_ATTACHMENT_BYTES);
  const reason = ({ file }: Upload<File>): string => {
    if (file.size === 0) return t("emptyFile");
    return file.size > MAX_ATTACHMENT_BYTES
      ? t("tooLarge", { size: formatBytes(file.size), limit })
      : t("wrongKind");
  };
  const line = (upload: Upload<File>): string => {
    switch (upload.state.type) {
      case "sending":
        return t("sendingShare", { share: formatShare(upload.state.progress) });
      case "failed":
        return reason(upload);
      default:
        return t("waitingForConnection");
    }
  };
  return (
    <ul class="files files--composer">
      <For each={props.files}>
        {(file) => (
          <FileRow
            name={file.name}
            line={formatBytes(file.bytes)}
            progress={null}
            isBad={false}
            onRemove={() => props.onFiles(props.files.filter(({ id }) => id !== file.id))}
          />
        )}
      </For>
      <For each={list()}>
        {(upload) => (
          <FileRow
            name={upload.file.name}
            line={line(upload)}
            progress={upload.state.type === "sending" ? upload.state.progress : null}
            isBad={upload.state.type === "failed"}
            onRemove={() => uploads.remove(upload.id)}
          />
        )}
      </For>
      <Show when={problem()}>
        <li class="error" role="alert">
          {problem()}
        </li>
      </Show>
      <Show when={list().some(({ state }) => state.type === "failed")}>
        <li class="muted">{t("shorterHelps")}</li>
      </Show>
    </ul>
  );
}

function FileRow(props: {
  name: string;
  line: string;
  progress: number | null;
  isBad: boolean;
  onRemove: () => void;
}) {
  return (
    <li class="file" classList={{ "file--bad": props.isBad }}>
      <Icon of={props.isBad ? "warn" : "doc"} />
      <span class="file__text" role={props.isBad ? "alert" : undefined}>
        <b dir="auto">{props.name}</b>
        <span>{props.line}</span>
      </span>
      <button
        type="button"
        class="icon-button"
        aria-label={t("removeFile", { name: props.name })}
        onClick={() => props.onRemove()}
      >
        <Icon of="close" size={18} />
      </button>
      <Show when={props.progress !== null}>
        <span class="file__progress">
          <i style={{ "inline-size": `${(props.progress ?? 0) * 100}%` }} />
        </span>
      </Show>
    </li>
  );
}
