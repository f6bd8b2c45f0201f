import { createEffect, createMemo, createSignal, For, on, Show } from "solid-js";
import { attachmentPaths, type DraftFile, isImage } from "../../../../shared/attachments.ts";
import type { AttachmentId } from "../../../../shared/ids.ts";
import type { Upload } from "../../../sdk/uploads/index.ts";
import { addressForMe, call } from "../../../parts/lib/http.ts";
import { useClient } from "../../../parts/contexts/client-context.ts";
import { useRoom } from "../room-context.tsx";
import { failureText } from "./failure-text.ts";
import { t } from "../../../words/room-attachments.ts";
import type { Attached } from "./create-attached.ts";
import { createPreviews } from "./create-previews.ts";
import { FileChip, type ChipState } from "./file-chip.tsx";
import "./composer-files.css";

interface Chip {
  id: AttachmentId;
  name: string;
  bytes: number;
  at: number;
  state: ChipState;
  /** URL of the preview image; null without one. */
  picture: string | null;
}

/** The attached files above the text field, each with its state and its actions. */
export default function ComposerFiles(props: { attached: Attached; isWaitedFor: boolean }) {
  const room = useRoom();
  const { organization } = useClient();
  const { uploads } = room;
  let list: HTMLUListElement | undefined;
  const path = (id: AttachmentId): string => attachmentPaths.one(organization, room.room.id, id);
  /** They are kept as long as the files are attached. */
  const previews = createPreviews();

  const ofDraft = (draft: DraftFile): Chip => {
    const { id, name, bytes, at } = draft;
    const isGone = props.attached.expired().has(id);
    const picture = isImage(draft) && !isGone ? (previews.of(id) ?? addressForMe(path(id))) : null;
    return { id, name, bytes, at, picture, state: isGone ? { type: "expired" } : { type: "attached" } };
  };
  function ofUpload({ id, file, at, state }: Upload<File>): Chip {
    previews.add(id, file);
    return { id, name: file.name, bytes: file.size, at, state, picture: previews.of(id) };
  }
  /** Files stay in the order in which they were chosen; finishing an upload does not move a file. */
  const chips = createMemo(() =>
    [...props.attached.files().map(ofDraft), ...props.attached.coming().map(ofUpload)].sort(
      (a, b) => a.at - b.at,
    ),
  );
  const byId = createMemo(() => new Map(chips().map((chip) => [chip.id, chip])));
  const ids = createMemo<readonly AttachmentId[]>((before) => {
    const now = chips().map(({ id }) => id);
    return now.join() === before.join() ? before : now;
  }, []);

  const [said, setSaid] = createSignal("");
  createEffect(
    on(byId, (now, before) => {
      const news = [...now.values()].flatMap((chip) => {
        const was = before?.get(chip.id)?.state.type;
        return before === undefined || was === chip.state.type ? [] : (wordsFor(chip) ?? []);
      });
      if (news.length > 0) setSaid(news.join(" "));
    }),
  );

  /** Position of the file that was removed. The next file at this position gets the focus. */
  let removedAt: number | null = null;
  function remove(id: AttachmentId): void {
    const at = ids().indexOf(id);
    const chip = byId().get(id);
    if (chip === undefined) return;
    removedAt = at;
    if (props.attached.coming().some((upload) => upload.id === id)) uploads.remove(id);
    else room.draft.detach({ id });
    // The room may have stored the file although the response was lost. If this request fails too, the room deletes the file when it has
    // waited too long.
    void call("DELETE", path(id)).catch(() => undefined);
    setSaid(t("wasRemoved", { name: chip.name }));
  }
  createEffect(on(ids, previews.keep));
  createEffect(
    on(ids, () => {
      if (removedAt === null) return;
      const buttons = list?.querySelectorAll<HTMLElement>(".file-chip__remove") ?? [];
      const next = ids().length === 0 ? undefined : buttons[Math.min(removedAt, buttons.length - 1)];
      removedAt = null;
      if (next === undefined) room.focusComposer.now();
      else next.focus();
    }),
  );
  return (
    <>
      <Show when={ids().length > 0}>
        <ul ref={list} class="composer-files plain" aria-label={t("ofMessage")}>
          <For each={ids()}>
            {(id) => (
              <Show when={byId().get(id)}>
                {(chip) => (
                  <FileChip {...chip()} onRetry={() => uploads.retry(id)} onRemove={() => remove(id)} />
                )}
              </Show>
            )}
          </For>
        </ul>
        <Show when={props.attached.problem() ?? (props.isWaitedFor && t("sendsWhenUploaded"))}>
          {(words) => <p class="composer-files__note">{words()}</p>}
        </Show>
      </Show>
      <p class="visually-hidden" role="status">
        {said()}
      </p>
    </>
  );
}

/** The text to announce; null for a state that needs no announcement. */
function wordsFor({ name, bytes, state }: Chip): string | null {
  switch (state.type) {
    case "attached":
      return t("isAttached", { name });
    case "offline":
      return t("isWaiting", { name });
    case "failed":
      return t("notUploaded", { name, problem: failureText(state, bytes) });
    case "expired":
      return t("isGone", { name });
    case "waiting":
    case "sending":
      return null;
  }
}
