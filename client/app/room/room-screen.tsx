import {
  type Component,
  createEffect,
  createSignal,
  type JSX,
  Match,
  onCleanup,
  Show,
  Switch,
  untrack,
} from "solid-js";
import { Dynamic } from "solid-js/web";
import type { RoomId } from "../../../shared/ids.ts";
import type { RoomPart } from "../../parts/lib/asked-of-room.ts";
import { createEscape } from "../../parts/lib/escapes.ts";
import { createActivity } from "../../parts/lib/create-activity.ts";
import { lazyPart } from "../../parts/lib/lazy-part.tsx";
import type { UploadsPort } from "../../sdk/uploads/index.ts";
import { useClient } from "../../parts/contexts/client-context.ts";
import {
  createDeletedDocuments,
  DeletedDocumentsProvider,
  findDeletedDocuments,
} from "../../parts/contexts/deleted-documents.ts";
import { findInbox } from "../../parts/contexts/inbox-context.ts";
import { findScheduled } from "../../parts/scheduled/scheduled-context.ts";
import { ConnectionBar } from "../../parts/page/connection-bar.tsx";
import { findPeople } from "../../parts/contexts/people-context.ts";
import { createFileUploads, type FileUploads } from "../../parts/uploads/create-file-uploads.ts";
import { t } from "../../words/room.ts";
import { createAskAgent } from "./ask-agent.ts";
import { catchTyping, takeTyping } from "./composer/take-typing.ts";
import { createRoom, type RoomSignals } from "./create-room.ts";
import { Problem } from "./problem.tsx";
import { RoomProvider, useRoom, type RoomContextValue } from "./room-context.tsx";
import type { RoomPlace } from "./room-place.ts";
import { RoomHeader } from "./room-header.tsx";
import { mayShow } from "./may-show.ts";
import { sayRestored } from "./say-restored.ts";
import { RoomSkeleton } from "./room-skeleton.tsx";
import { Timeline } from "./timeline/timeline.tsx";
import { listenForRoomSearch } from "./search/listen-for-room-search.ts";
import { TypingLine } from "./typing-line.tsx";
import { createPanelState } from "./people/panel-state.ts";
import "./room.css";

// Loaded with the first room and not before its messages are shown. Until it is there, its place is kept and letters go into the draft.
const Composer = lazyPart(() => import("./composer/composer.tsx"));

// Loaded on demand, because the first screen does not need them.
const TakeoverBanner = lazyPart(() => import("./takeover-banner.tsx"));
const PeekBar = lazyPart(() => import("./forks/peek-bar.tsx"));
const BranchNews = lazyPart(() => import("./forks/branch-news.tsx"));
const SharedComposerLine = lazyPart(() => import("./shared-composer/shared-composer-line.tsx"));
const RoomStopped = lazyPart(() => import("./room-stopped.tsx"));
const AloudBar = lazyPart(() => import("./aloud/aloud-bar.tsx"));
const Queue = lazyPart(() => import("./queue/queue.tsx"));
const ScheduledLine = lazyPart(() => import("./scheduled/scheduled-line.tsx"));
const RoomDialogs = lazyPart(() => import("./room-dialogs.tsx"));
const FileDrop = lazyPart(() => import("./attachments/file-drop.tsx"));

// Loaded on demand, when several people write one prompt, because it needs yjs.
const SharedComposerView = lazyPart(() => import("./shared-composer/shared-composer.tsx"));
const ContextReceipt = lazyPart(() => import("./answer/context-receipt.tsx"));
const RoomSearch = lazyPart(() => import("./search/room-search.tsx"));
const PeoplePanel = lazyPart(() => import("./people/people-panel.tsx"));
const PinsPanel = lazyPart(() => import("./pins/pins-panel.tsx"));
const TasksPanel = lazyPart(() => import("./tasks/tasks-panel.tsx"));
const RoomTaskDialog = lazyPart(() => import("./tasks/room-task-dialog.tsx"));
const ThreadPanel = lazyPart(() => import("./thread/thread-panel.tsx"));
const FilesPanel = lazyPart(() => import("./files/files-panel.tsx"));

/** One room on screen. The caller remounts it for each room id. The only context that it needs is a `ClientProvider`. */
export function RoomScreen(props: { id: RoomId; uploads?: FileUploads } & RoomPlace) {
  const { id, uploads: given, ...place } = props;
  const context = useClient();
  const signals = createRoom(context, id);
  const attach: UploadsPort<File>["arrived"] = (_, file) => signals.draft.attach(file);
  const uploads = given ?? createFileUploads(context.organization, attach);
  const deleted = findDeletedDocuments() ?? createDeletedDocuments(context.organization);
  void Composer.begin();
  const activity = createActivity();
  createEffect(() => signals.room.setActivity(activity()));
  tellPresence(signals);
  const stopped = () => {
    const state = signals.connection();
    return state.type === "stopped" ? state.code : undefined;
  };
  createEffect(() => {
    const code = stopped();
    if (code !== undefined) place.onStopped?.(code);
  });
  const isOpening = () => {
    const view = signals.view();
    if (stopped() !== undefined || signals.connection().type === "waiting") return false;
    const isComposerComing = Composer.isComing() || !signals.draft.isReady();
    return view === null || (view.you.capabilities.includes("write") && isComposerComing);
  };
  catchTyping(signals.draft, isOpening);
  const outside = () => signals.view()?.you.role === null;
  return (
    <DeletedDocumentsProvider value={deleted}>
      <Switch
        fallback={<RoomSkeleton id={id} home={place.home} waits={signals.connection().type === "waiting"} />}
      >
        <Match when={stopped() ?? (outside() ? 4403 : undefined)}>
          {(code) => <RoomStopped code={code()} signals={signals} home={place.home} />}
        </Match>
        <Match when={signals.view()}>
          {(view) => (
            <RoomProvider {...{ signals, uploads, place }} view={view()} me={context.me}>
              <OpenRoom />
            </RoomProvider>
          )}
        </Match>
      </Switch>
    </DeletedDocumentsProvider>
  );
}

/** Passes the room's presence to the organization's, because the room learns first who is in it. */
function tellPresence({ presence }: RoomSignals): void {
  const people = findPeople();
  if (people === undefined) return;
  createEffect(() => {
    const here = Object.values(presence());
    people.setRoomPresence(new Map(here.map(({ user, state }) => [user, state])));
  });
  onCleanup(() => people.setRoomPresence(new Map()));
}

/**
 * Does what a link asks for. If the link has also opened the room, the room opens at the message that the address names, so no jump is
 * needed.
 */
function takeUpAsked(room: RoomContextValue, show: (part: RoomPart) => void): void {
  const ask = createAskAgent();
  let isOpening = true;
  createEffect(() => {
    const asked = room.asked?.() ?? null;
    if (asked !== null) {
      untrack(() => {
        if ("question" in asked) ask(asked.question);
        else if ("show" in asked) show(asked.show);
        else if (!isOpening) room.jump.to(asked.message);
        room.onAsked?.();
      });
    }
    isOpening = false;
  });
}

function OpenRoom() {
  const room = useRoom();
  const { client } = useClient();
  const inbox = findInbox();
  /** The list's bar says what both have in common, such as a lost network. */
  const isListUp = () => inbox?.isCurrent() ?? true;
  const panel = createPanelState();
  room.follow?.(room.messages);
  takeTyping(room);
  sayRestored(room);
  const [dialog, setDialog] = createSignal<RoomPart>();
  const [isTogether, setIsTogether] = createSignal(false);
  const [toggle, setToggle] = createSignal<HTMLButtonElement>();
  function close(): void {
    panel.setOpen(false);
    toggle()?.focus();
  }
  const search = listenForRoomSearch(() => {
    room.setReceiptOf(null);
    room.closeThread();
  });
  createEffect(() => room.openedThread() !== null && untrack(search.hide));
  function show(part: RoomPart): void {
    if (!mayShow(room, part)) return;
    if (part !== "members" && part !== "files" && part !== "pins" && part !== "tasks")
      return void setDialog(part);
    room.setReceiptOf(null);
    room.closeThread();
    search.hide();
    panel.setOpen(true);
    panel.setPage(part);
  }
  takeUpAsked(room, show);
  createEscape(() => panel.open() && !search.isOpen(), close);
  createEscape(search.isOpen, search.close);
  createEscape(() => room.openedThread() !== null, closeThread);
  createEscape(() => room.receiptOf() !== null, closeReceipt);
  createEscape(() => room.source() !== null, room.closeSource);
  /** Closes the thread and focuses its first message, if that is on screen. */
  function closeThread(): void {
    const root = room.openedThread()?.root;
    room.closeThread();
    document.querySelector<HTMLElement>(`article[data-seq="${root}"]`)?.focus({ preventScroll: true });
  }
  /** Closes the receipt and focuses the answer that it belongs to. */
  function closeReceipt(): void {
    const answer = room.receiptOf();
    room.setReceiptOf(null);
    document.querySelector<HTMLElement>(`article[data-seq="${answer}"]`)?.focus({ preventScroll: true });
  }
  return (
    <div
      class="room"
      classList={{
        "room--panel":
          panel.open() || search.isOpen() || room.receiptOf() !== null || room.openedThread() !== null,
        "room--thread": room.openedThread() !== null,
        "room--source": room.source() !== null,
      }}
    >
      <main id="content" class="room__main" aria-label={room.title()}>
        <Show when={room.panels?.header}>{(header) => <Dynamic component={header()} />}</Show>
        <Show when={room.panels?.header === undefined}>
          <RoomHeader
            panelOpen={panel.open() && !search.isOpen()}
            onPanel={() => {
              room.setReceiptOf(null);
              room.closeThread();
              // The search covers the list of people.
              panel.setPage("members");
              panel.setOpen(search.isOpen() || !panel.open());
              search.hide();
            }}
            onShow={show}
            searchOpen={search.isOpen()}
            onSearch={search.toggle}
            searchRef={search.setButton}
            toggleRef={setToggle}
          />
        </Show>
        <Show when={dialog()}>
          {(shown) => <RoomDialogs shown={shown()} onClose={() => setDialog(undefined)} />}
        </Show>
        <Show when={room.askedTask()} keyed>
          {(asked) => <RoomTaskDialog asked={asked} onClose={() => room.askTask(null)} />}
        </Show>
        <Show when={isListUp()}>
          <ConnectionBar client={client} connection={room.connection()} isCurrent={room.isCurrent()} />
        </Show>
        <Timeline />
        <Show when={room.mayPost() && !isTogether() && !room.isPeeking()}>
          <FileDrop />
        </Show>
        <div class="room__foot">
          <TypingLine />
          <Show when={room.panels?.header === undefined}>
            <TakeoverBanner />
          </Show>
          <Show when={room.queue().length > 0}>
            <Queue />
          </Show>
          <Show when={room.aloud()} keyed>
            {(message) => <AloudBar message={message} onEnd={() => room.setAloud(null)} />}
          </Show>
          <Show when={findScheduled()}>{(context) => <ScheduledLine context={context()} />}</Show>
          <Problem />
          <Show when={room.view().room.kind === "session"}>
            <BranchNews />
          </Show>
          <Switch fallback={<SharedComposerView onClose={() => setIsTogether(false)} />}>
            <Match when={room.isPeeking()}>
              <PeekBar />
            </Match>
            <Match when={!isTogether()}>
              <SharedComposerLine onOpen={() => setIsTogether(true)} />
              <Dynamic component={room.panels?.foot ?? JustComposer}>
                <Show when={room.mayPost()} fallback={<ReadOnly />}>
                  <Show when={room.draft.isReady()} fallback={<ComposerPlace />}>
                    <Show when={Composer.isComing()}>
                      <ComposerPlace />
                    </Show>
                    <Composer onTogether={() => setIsTogether(true)} />
                  </Show>
                </Show>
              </Dynamic>
            </Match>
          </Switch>
        </div>
      </main>
      <Switch>
        <Match when={room.source()} keyed>
          {({ citation }) => (
            <Dynamic component={room.panels?.source} citation={citation} onClose={room.closeSource} />
          )}
        </Match>
        <Match when={room.receiptOf()}>
          {(answer) => (
            <ContextReceipt answer={answer()} onMemory={() => show("memory")} onClose={closeReceipt} />
          )}
        </Match>
        <Match when={room.openedThread()?.root} keyed>
          {(root) => <ThreadPanel thread={room.openedThread() ?? { root }} onClose={closeThread} />}
        </Match>
        <Match when={search.isOpen()}>
          <RoomSearch onClose={search.close} />
        </Match>
        <Match when={panel.open()}>
          <Switch fallback={<PeoplePanel onClose={close} />}>
            <Match when={panel.page() === "files"}>
              <FilesPanel onClose={close} />
            </Match>
            <Match when={panel.page() === "pins"}>
              <PinsPanel onClose={close} />
            </Match>
            <Match when={panel.page() === "tasks"}>
              <TasksPanel onClose={close} />
            </Match>
          </Switch>
        </Match>
      </Switch>
    </div>
  );
}

const ComposerPlace = () => <div class="composer composer--coming" aria-hidden="true" />;

const JustComposer: Component<{ children: JSX.Element }> = (props) => <>{props.children}</>;

/** Shown to viewers in place of the composer. Text that they wrote before they became viewers is still shown to them. */
function ReadOnly() {
  const room = useRoom();
  return (
    <div class="room__viewer">
      <p>{t(room.may("write") ? "announcements" : "readOnly")}</p>
      <Show when={room.draft.text().trim()}>
        <textarea class="field__input" readOnly rows={2} value={room.draft.text()} aria-label={t("unsent")} />
      </Show>
    </div>
  );
}
