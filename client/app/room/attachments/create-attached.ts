import { createEffect, createMemo, createSignal, type Accessor } from "solid-js";
import { type Attachment, attachmentPaths, type DraftFile } from "../../../../shared/attachments.ts";
import type { AttachmentId } from "../../../../shared/ids.ts";
import { MAX_ATTACHMENTS } from "../../../../shared/limits.ts";
import type { Upload } from "../../../sdk/uploads/index.ts";
import { call } from "../../../parts/lib/http.ts";
import { useClient } from "../../../parts/contexts/client-context.ts";
import { useRoom } from "../room-context.tsx";
import { t } from "../../../words/room.ts";

/** The files attached to this room's draft. */
export interface Attached {
  files: Accessor<readonly DraftFile[]>;
  /** Files that this page is uploading. */
  coming: Accessor<readonly Upload<File>[]>;
  /** Files of the draft that the room has deleted because they waited too long. */
  expired: Accessor<ReadonlySet<AttachmentId>>;
  /** Why the message cannot be sent with these files; null if it can. */
  problem: Accessor<string | null>;
}

export function createAttached(): Attached {
  const room = useRoom();
  const { organization } = useClient();
  const { uploads } = room;
  const { files } = room.draft;
  const coming = createMemo(() => uploads.list().filter((upload) => upload.room === room.room.id));
  const [expired, setExpired] = createSignal<ReadonlySet<AttachmentId>>(new Set());
  const ids = createMemo(() =>
    files()
      .map(({ id }) => id)
      .join(),
  );
  createEffect(() => {
    if (ids() === "" || !room.isCurrent()) return;
    const asked = files().map(({ id }) => id);
    void call<Attachment[]>("GET", attachmentPaths.all(organization, room.room.id))
      .then((waiting) => {
        const there = new Set(waiting.map(({ id }) => id));
        setExpired(new Set(asked.filter((id) => !there.has(id))));
      })
      // The request failed, so nothing is known about the files. Sending the message will show missing files.
      .catch(() => undefined);
  });
  const problem = () => {
    if (files().some(({ id }) => expired().has(id))) return t("fileGone");
    if (coming().some(({ state }) => state.type === "failed")) return t("fileFailed");
    // A file that has just been stored is in both lists for a moment.
    const count = new Set([...files(), ...coming()].map(({ id }) => id)).size;
    if (count > MAX_ATTACHMENTS)
      return t("tooManyFiles", { most: MAX_ATTACHMENTS, over: count - MAX_ATTACHMENTS });
    return null;
  };
  return { files, coming, expired, problem };
}
