import { createEffect, createMemo, createSignal, on, Match, Show, Switch } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { Seq } from "../../../../shared/protocol/events.ts";
import { Virtualizer, type VirtualizerHandle } from "virtua/solid";
import { Spinner } from "../../../ui/spinner.tsx";
import { useRoom } from "../room-context.tsx";
import { t } from "../../../words/room.ts";
import { Announcer } from "./announcer.tsx";
import { buildTimeline } from "./build-timeline.ts";
import { createHistory } from "./create-history.ts";
import { createLongPress } from "./create-long-press.ts";
import { createJump } from "./create-jump.ts";
import { createListData } from "./create-list-data.ts";
import { createNewest } from "./create-newest.ts";
import { createOpening } from "./create-opening.ts";
import { createReadBefore } from "./create-read-before.ts";
import { createReading } from "./create-reading.ts";
import { createRoving } from "./create-roving.ts";
import { createSameEdges } from "./create-same-edges.ts";
import { createStickToEnd } from "./create-stick-to-end.ts";
import { EmojiPickerProvider } from "./emoji-picker.tsx";
import { JumpToLatest } from "./jump-to-latest.tsx";
import { MessageItem } from "./message-item.tsx";
import { NoticeLine } from "./notice-line.tsx";
import { DayLine, StartOfRoom, UnreadLine } from "./lines.tsx";
import { seqOf, type Row, type Timeline as TimelineRows } from "./row.ts";
import { lazyPart } from "../../../parts/lib/lazy-part.tsx";
import { loadAgain } from "../../../parts/lib/load-again.ts";
import "./timeline.css";

const places = loadAgain(() => import("../thread/places.ts"));

// Loaded on demand, on touch screens.
const AnswerAnnouncer = lazyPart(() => import("../answer/answer-announcer.tsx"));
const MessageSheet = lazyPart(() => import("./message-sheet.tsx"));

/** The message list. It is virtual, anchored at its end, and does not move when older messages are inserted above. */
export function Timeline() {
  const room = useRoom();
  const readBefore = createReadBefore(room);
  const timeline = createMemo<TimelineRows>((before) =>
    buildTimeline(
      {
        messages: room.messages(),
        notices: room.notices(),
        outbox: room.outbox(),
        // A thread has no line that says how the room began.
        more: room.view().more || room.thread !== undefined,
        me: room.me,
        readBefore: readBefore(),
      },
      before ?? null,
    ),
  );
  const list = createListData(() => timeline().keys);
  const [scroller, setScroller] = createSignal<HTMLDivElement>();
  const [handle, setHandle] = createSignal<VirtualizerHandle>();
  createSameEdges(scroller);
  const row = (key: string) => timeline().rows.get(key);
  const history = createHistory(room.room, () => room.view().more, handle);
  const end = createStickToEnd({ scroller, keys: list.data, row, me: room.me });
  const jump = createJump({
    ...{ handle, scroller, keys: list.data, row, history, end },
    find: async (seq) => (await places()).findPlace(room, seq),
  });
  const isOpened = createOpening({
    ...{ room, handle, keys: list.data, row, history, end, readBefore },
    oldest: jump.oldest,
    jumpTo: jump.to,
    onOpened: look,
  });
  /** The place where the room opens may still be loading: it must not take the person away from the end. */
  function jumpToEnd(): void {
    end.touch();
    end.go();
  }
  room.jump.to = (seq) => {
    end.touch();
    void jump.to(seq);
  };
  room.jump.reveal = (seq) => {
    end.touch();
    void jump.reveal(seq);
  };
  room.jump.show = jump.show;
  const reading = createReading({
    ...{ handle, keys: list.data, row },
    // Who looks at another version has not seen what is new in the one that is shown.
    isOpened: () => isOpened() && !room.isPeeking(),
    newest: createNewest(room),
    markRead: (seq) => room.room.markRead(seq),
  });
  const roving = createRoving({
    scroller,
    handle,
    keys: list.data,
    focusComposer: () => room.focusComposer.now(),
    onRight: (key) => void places().then(({ openThreadOf }) => openThreadOf(room, row(key))),
  });
  const kept = createMemo(() => {
    const editing = room.editing()?.seq;
    return list
      .data()
      .flatMap((key, index) =>
        key === roving.active() || (editing !== undefined && seqOf(row(key)) === editing) ? [index] : [],
      );
  });

  /** Of each row the seq of the next one. */
  const ends = createMemo(() => {
    const found = new Map<string, Seq>();
    if (room.panels?.below === undefined) return found;
    let next = Infinity;
    for (const key of list.data().toReversed()) {
      found.set(key, next);
      next = seqOf(row(key)) ?? next;
    }
    return found;
  });

  /** The key of the row whose actions are shown by name. */
  const [sheet, setSheet] = createSignal<string>();
  const sheetMessage = () => {
    const found = row(sheet() ?? "");
    return found?.type === "message" && found.body.state === "stored" ? found.body.message : undefined;
  };

  function look(): void {
    end.onScroll();
    reading.look();
    if (isOpened()) history.look();
  }
  // A page may be shorter than the screen. Then no scroll event occurs, so the next page is requested here.
  createEffect(on(list.data, () => requestAnimationFrame(() => isOpened() && history.look())));
  return (
    <EmojiPickerProvider>
      <div class="timeline">
        <Show when={history.loading()}>
          <div class="timeline__loading">
            <Spinner label={t("loadingOlder")} />
          </div>
        </Show>
        <div
          ref={(element) => {
            setScroller(element);
            createLongPress(element, pressedMessage, setSheet);
          }}
          class="timeline__scroller"
          role="log"
          aria-live="off"
          aria-label={t("messagesIn", { room: room.title() })}
          tabindex="0"
          onKeyDown={roving.onKeyDown}
          onFocusIn={roving.onFocusIn}
          onFocusOut={roving.onFocusOut}
        >
          <div class="timeline__spacer" />
          <Virtualizer
            ref={setHandle}
            data={list.data()}
            shift={list.shift()}
            keepMounted={kept()}
            onScroll={look}
            onResize={() => {
              end.onResize();
              reading.look();
            }}
          >
            {(key) => (
              <Show when={row(key)}>
                {(found) => (
                  <RowView
                    row={found()}
                    active={roving.active() === key}
                    highlighted={jump.highlighted() === key}
                    end={ends().get(key)}
                  />
                )}
              </Show>
            )}
          </Virtualizer>
          <div class="timeline__end" />
        </div>
        <Show when={!end.atEnd()}>
          <JumpToLatest onJump={jumpToEnd} />
        </Show>
        <Announcer />
        <AnswerAnnouncer />
        <Show when={sheetMessage()}>
          {(message) => (
            <MessageSheet message={message()} rowKey={sheet() ?? ""} onClose={() => setSheet(undefined)} />
          )}
        </Show>
      </div>
    </EmojiPickerProvider>
  );
}

/** Links, pictures and controls have a long press of their own. */
function pressedMessage(target: Element): string | null {
  if (target.closest("a, button, textarea, video, audio")) return null;
  return target.closest<HTMLElement>("article[data-seq]")?.dataset["key"] ?? null;
}

function RowView(props: {
  row: Row;
  active: boolean;
  highlighted: boolean;
  /** The seq of the next row, where something may stand below the rows. */
  end: Seq | undefined;
}) {
  const { panels } = useRoom();
  const as = <Type extends Row["type"]>(type: Type) => {
    const { row } = props;
    return isOf(row, type) ? row : undefined;
  };
  return (
    <>
      <Show when={props.row.day}>{(day) => <DayLine day={day()} />}</Show>
      <Show when={props.row.unread && seqOf(props.row)}>{(seq) => <UnreadLine first={seq()} />}</Show>
      <Switch>
        <Match when={as("message")}>
          {(row) => <MessageItem row={row()} active={props.active} highlighted={props.highlighted} />}
        </Match>
        <Match when={as("notice")}>{(row) => <NoticeLine notice={row().notice} />}</Match>
        <Match when={as("start")}>
          <StartOfRoom />
        </Match>
      </Switch>
      <Show when={props.end !== undefined && seqOf(props.row)}>
        {(seq) => <Dynamic component={panels?.below} from={seq()} to={props.end ?? Infinity} />}
      </Show>
    </>
  );
}

function isOf<Type extends Row["type"]>(row: Row, type: Type): row is Extract<Row, { type: Type }> {
  return row.type === type;
}
