import { createEffect, createSignal, Match, onCleanup, onMount, Show, Switch } from "solid-js";
import type { RoomId } from "../../../shared/ids.ts";
import { createActivity } from "../../parts/lib/create-activity.ts";
import { useWorkspace } from "../pages/workspace-provider.tsx";
import { lazyPart } from "../../parts/lib/lazy-part.tsx";
import { forgetDeleted } from "../saved/forget-deleted.ts";
import { useSession } from "../../parts/contexts/session.tsx";
import { askAgent } from "./ask-agent.ts";
import { Composer } from "./composer/composer.tsx";
import { takeTyping } from "./composer/take-typing.ts";
import { createRoom } from "./create-room.ts";
import { FloorBanner } from "./floor-banner.tsx";
import { Queue } from "./queue/queue.tsx";
import { takeQuestion } from "./pending-question.ts";
import { Problem } from "./problem.tsx";
import { RoomProvider, useRoom } from "./room-context.tsx";
import { RoomHeader } from "./room-header.tsx";
import { RoomSkeleton } from "./room-skeleton.tsx";
import { RoomStopped } from "./room-stopped.tsx";
import { TogetherLine } from "./shared-composer/together-line.tsx";
import { Timeline } from "./timeline/timeline.tsx";
import { TypingLine } from "./typing-line.tsx";
import { createPanelState } from "./people/panel-state.ts";
import "./room.css";

// Only where someone opens a source.
const SourcePanel = lazyPart(() => import("../knowledge/reader/source-panel.tsx"));

// Nothing of what one sees first.
const FileDrop = lazyPart(() => import("./attachments/file-drop.tsx"));

// Only where several people write one prompt: it brings yjs along.
const SharedComposerView = lazyPart(() => import("./shared-composer/shared-composer.tsx"));
const ContextReceipt = lazyPart(() => import("./answer/context-receipt.tsx"));
const PeoplePanel = lazyPart(() => import("./people/people-panel.tsx"));

/** One room on screen. Made anew for each room: the caller keys it by id. */
export function RoomScreen(props: { id: RoomId }) {
  const { client, drafts, me, setPresence } = useWorkspace();
  const session = useSession();
  const signals = createRoom(client, drafts, props.id);
  const activity = createActivity();
  createEffect(() => signals.room.setActivity(activity()));
  createEffect(() => {
    const people = Object.values(signals.presence());
    setPresence(new Map(people.map(({ user, state }) => [user, state])));
  });
  onCleanup(() => setPresence(new Map()));
  const stopped = () => {
    const state = signals.connection();
    return state.type === "stopped" ? state.code : undefined;
  };
  createEffect(() => {
    if (stopped() === 4401) session.end();
  });
  const outside = () => signals.view()?.you.role === null;
  return (
    <Switch fallback={<RoomSkeleton waits={signals.connection().type === "waiting"} />}>
      <Match when={stopped() ?? (outside() ? 4403 : undefined)}>
        {(code) => <RoomStopped code={code()} signals={signals} />}
      </Match>
      <Match when={signals.view()}>
        {(view) => (
          <RoomProvider signals={signals} view={view()} me={me().user.id}>
            <OpenRoom />
          </RoomProvider>
        )}
      </Match>
    </Switch>
  );
}

function OpenRoom() {
  const room = useRoom();
  const { agents } = useWorkspace();
  const panel = createPanelState();
  forgetDeleted(room);
  takeTyping(room);
  onMount(() => {
    const question = takeQuestion(room.room.id);
    if (question !== undefined) askAgent(room, agents(), question);
  });
  const [isTogether, setIsTogether] = createSignal(false);
  const [toggle, setToggle] = createSignal<HTMLButtonElement>();
  function close(): void {
    panel.setOpen(false);
    toggle()?.focus();
  }
  /** Back to the answer that it is about. */
  function closeReceipt(): void {
    const answer = room.receiptOf();
    room.setReceiptOf(null);
    document.querySelector<HTMLElement>(`article[data-seq="${answer}"]`)?.focus({ preventScroll: true });
  }
  return (
    <div
      class="room"
      classList={{
        "room--panel": panel.open() || room.receiptOf() !== null,
        "room--source": room.source() !== null,
      }}
    >
      <main class="room__main" aria-label={room.title()}>
        <RoomHeader
          panelOpen={panel.open()}
          onPanel={() => {
            room.setReceiptOf(null);
            panel.setOpen(!panel.open());
          }}
          toggleRef={setToggle}
        />
        <Timeline />
        <Show when={room.may("write") && !isTogether()}>
          <FileDrop />
        </Show>
        <div class="room__foot">
          <TypingLine />
          <FloorBanner />
          <Queue />
          <Problem />
          <Show when={!isTogether()} fallback={<SharedComposerView onClose={() => setIsTogether(false)} />}>
            <TogetherLine onOpen={() => setIsTogether(true)} />
            <Show when={room.may("write")} fallback={<ReadOnly />}>
              <Show
                when={room.draft.isReady()}
                fallback={<div class="composer composer--coming" aria-hidden="true" />}
              >
                <Composer onTogether={() => setIsTogether(true)} />
              </Show>
            </Show>
          </Show>
        </div>
      </main>
      <Switch>
        <Match when={room.source()} keyed>
          {({ citation }) => <SourcePanel citation={citation} onClose={room.closeSource} />}
        </Match>
        <Match when={room.receiptOf()}>
          {(answer) => <ContextReceipt answer={answer()} onClose={closeReceipt} />}
        </Match>
        <Match when={panel.open()}>
          <PeoplePanel onClose={close} />
        </Match>
      </Switch>
    </div>
  );
}

/** A viewer's place of the composer. What they wrote while they could is still theirs. */
function ReadOnly() {
  const room = useRoom();
  return (
    <div class="room__viewer">
      <p>You can read here, but not write.</p>
      <Show when={room.draft.text().trim()}>
        <textarea class="field__input" readOnly rows={2} value={room.draft.text()} aria-label="Unsent text" />
      </Show>
    </div>
  );
}
