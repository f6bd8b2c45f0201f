import { createEffect, createMemo, createSignal, For, on, Show } from "solid-js";
import { paths } from "../../../shared/api.ts";
import type { DeskConversation, DeskNote } from "../../../shared/desk.ts";
import type { Attachment } from "../../../shared/attachments.ts";
import { isAgentId } from "../../../shared/ids.ts";
import type { Message, Notice } from "../../../shared/protocol/events.ts";
import type { Page, Snapshot } from "../../../shared/protocol/frames.ts";
import { useClient } from "../../parts/contexts/client-context.ts";
import { call } from "../../parts/lib/http.ts";
import { MemberAvatar } from "../../parts/people/member-avatar.tsx";
import { formatTime, sizeWords } from "../../ui/format.ts";
import { Icon } from "../../ui/icon.tsx";
import { Markdown } from "../../ui/markdown/markdown.tsx";
import { t } from "../../words/desk.ts";
import { t as tm } from "../../words/desk-more.ts";
import ByMail from "../room/timeline/by-mail.tsx";
import { NoticeText } from "../room/timeline/notice-text.tsx";
import { useDesk } from "./desk-context.ts";
import { NoteList } from "./note-list.tsx";

type Look = { type: "snapshot"; head: number; snapshot: Snapshot } | { type: "page"; page: Page };

interface Log {
  names: ReadonlyMap<string, string>;
  messages: readonly Message[];
  notices: readonly Notice[];
  more: boolean;
}

/** The conversation for whoever only looks: nobody sees it, and no cursor moves. */
export function LookLog(props: {
  conversation: DeskConversation;
  notes: readonly DeskNote[];
  onChanged: () => void;
}) {
  const { organization } = useClient();
  const desk = useDesk();
  const [log, setLog] = createSignal<Log>();
  let scroller: HTMLDivElement | undefined;
  const room = createMemo(() => props.conversation.room);
  const path = () => `${paths.deskConversation(organization, room())}/log`;
  async function load(): Promise<void> {
    const asked = room();
    const look = await call<Look>("GET", path()).catch(() => undefined);
    if (look?.type !== "snapshot" || asked !== room()) return;
    const { members, timeline } = look.snapshot;
    setLog({ names: new Map(members.map(({ user, name }) => [user, name])), ...timeline });
    requestAnimationFrame(() => scroller?.scrollTo({ top: scroller.scrollHeight }));
  }
  async function loadOlder(): Promise<void> {
    const known = log();
    if (known === undefined) return;
    const first = Math.min(...[...known.messages, ...known.notices].map(({ seq }) => seq));
    await desk.attempt(async () => {
      const look = await call<Look>("GET", `${path()}?before=${first}`);
      if (look.type !== "page") return;
      const { messages, notices, more } = look.page;
      setLog({
        ...known,
        messages: [...messages, ...known.messages],
        notices: [...notices, ...known.notices],
        more,
      });
    });
  }
  createEffect(on(room, () => setLog(undefined)));
  createEffect(
    on(
      () => [room(), props.conversation.last?.at, props.conversation.state] as const,
      () => void load(),
    ),
  );
  const entries = createMemo(() => {
    const known = log();
    if (known === undefined) return [];
    const all = [...known.messages, ...known.notices].sort((a, b) => a.seq - b.seq);
    return all.map((entry, i) => ({ entry, from: entry.seq, to: all[i + 1]?.seq ?? Infinity }));
  });
  const nameOf = (user: string) => log()?.names.get(user) ?? t("nobody");
  return (
    <div ref={scroller} class="desk-log" role="log" aria-live="off" aria-label={t("log")} tabindex="0">
      <Show when={log()?.more}>
        <button type="button" class="button button--small" onClick={() => void loadOlder()}>
          {t("olderMessages")}
        </button>
      </Show>
      <For each={entries()}>
        {({ entry, from, to }) => (
          <>
            <Show
              when={"id" in entry ? entry : undefined}
              fallback={<NoticeText notice={entry as Notice} me={desk.me} nameOf={nameOf} />}
            >
              {(message) => (
                <article class="desk-log__message">
                  <MemberAvatar user={message().author} name={nameOf(message().author)} size="s" />
                  <div class="desk-log__body">
                    <p class="desk-log__head">
                      <strong dir="auto">{nameOf(message().author)}</strong>
                      <Show when={isAgentId(message().author)}>
                        <span class="desk-log__ai">{t("ai")}</span>
                      </Show>
                      <time dateTime={new Date(message().at).toISOString()}>{formatTime(message().at)}</time>
                    </p>
                    <Show
                      when={message().deletedAt === undefined}
                      fallback={<p class="desk-log__deleted">{tm("deleted")}</p>}
                    >
                      <Markdown text={message().text} mentions={message().mentionRanges ?? []} />
                    </Show>
                    <Show when={message().attachments}>{(files) => <FileNames files={files()} />}</Show>
                    <Show when={message().via}>{(via) => <ByMail via={via()} />}</Show>
                  </div>
                </article>
              )}
            </Show>
            <NoteList
              notes={props.notes.filter(({ after }) => after >= from && after < to)}
              room={room()}
              onChanged={props.onChanged}
            />
          </>
        )}
      </For>
    </div>
  );
}

/** Files open for members of a conversation alone, so whoever only looks sees what there is. */
function FileNames(props: { files: readonly Attachment[] }) {
  return (
    <>
      <For each={props.files}>
        {(file) => (
          <p class="desk-log__file">
            <Icon name="file" size={14} />
            <bdi>{file.name}</bdi>
            <span>{sizeWords(file.bytes)}</span>
          </p>
        )}
      </For>
      <p class="desk-log__deleted">{tm("filesOfMembers")}</p>
    </>
  );
}
