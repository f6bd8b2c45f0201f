import { For } from "solid-js";
import { paths } from "../../../shared/api.ts";
import type { DeskNote } from "../../../shared/desk.ts";
import type { RoomId } from "../../../shared/ids.ts";
import { useClient } from "../../parts/contexts/client-context.ts";
import { call } from "../../parts/lib/http.ts";
import { MemberAvatar } from "../../parts/people/member-avatar.tsx";
import { formatTime } from "../../ui/format.ts";
import { Icon } from "../../ui/icon.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { t } from "../../words/desk.ts";
import { useDesk } from "./desk-context.ts";

/** Notes of the team: yellow, striped, dashed, locked and named. */
export function NoteList(props: { notes: readonly DeskNote[]; room: RoomId; onChanged: () => void }) {
  const desk = useDesk();
  const { organization } = useClient();
  async function remove(note: DeskNote): Promise<void> {
    const path = `${paths.deskConversation(organization, props.room)}/notes/${note.id}`;
    if (await desk.attempt(() => call<null>("DELETE", path))) props.onChanged();
  }
  return (
    <For each={props.notes}>
      {(note) => (
        <article class="desk-note" aria-label={t("noteOnly")}>
          <header class="desk-note__head">
            <Icon name="shield" size={14} /> {t("noteOnly")}
            <time dateTime={new Date(note.at).toISOString()}>{formatTime(note.at)}</time>
            {note.author.id === desk.me && (
              <IconButton icon="trash" size={14} label={t("deleteNote")} onClick={() => void remove(note)} />
            )}
          </header>
          <div class="desk-note__body">
            <MemberAvatar user={note.author.id} name={note.author.name} size="s" />
            <p class="desk-note__text" dir="auto">
              <strong>{note.author.name}</strong> {note.text}
            </p>
          </div>
        </article>
      )}
    </For>
  );
}
