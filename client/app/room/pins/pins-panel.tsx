import { createEffect, createResource, For, onMount, Show } from "solid-js";
import { messageExcerpt } from "../../../../shared/attachments.ts";
import type { Message, Seq } from "../../../../shared/protocol/events.ts";
import { roomPaths } from "../../../../shared/room-paths.ts";
import { useClient } from "../../../parts/contexts/client-context.ts";
import { call, messageOf } from "../../../parts/lib/http.ts";
import { now } from "../../../parts/lib/now.ts";
import { formatShort } from "../../../ui/format.ts";
import { IconButton } from "../../../ui/icon-button.tsx";
import { Spinner } from "../../../ui/spinner.tsx";
import { useRoom } from "../room-context.tsx";
import { t } from "../../../words/room-life.ts";
import { t as inUi } from "../../../words/ui.ts";
import "../people/people-panel.css";
import "./pins-panel.css";

/** The pinned messages in their order. Each leads to its place. */
export default function PinsPanel(props: { onClose: () => void }) {
  const room = useRoom();
  const { organization } = useClient();
  const pins = () => room.view().pins ?? [];
  const [loaded, { refetch }] = createResource(
    () => [...pins()].sort((a, b) => a - b).join(","),
    () => call<Message[]>("GET", roomPaths.pins(organization, room.room.id)),
  );
  const known = new Map<Seq, Message>();
  createEffect(() => {
    for (const message of loaded.error === undefined ? (loaded.latest ?? []) : [])
      known.set(message.seq, message);
  });
  const messageFor = (seq: Seq): Message | undefined => {
    if (loaded.error === undefined) loaded();
    return room.messages().find((message) => message.seq === seq) ?? known.get(seq);
  };
  let panel: HTMLElement | undefined;
  onMount(() => {
    if (panel && getComputedStyle(panel).position === "fixed") panel.querySelector("button")?.focus();
  });
  function open(seq: Seq): void {
    if (panel && getComputedStyle(panel).position === "fixed") props.onClose();
    room.jump.to(seq);
  }
  return (
    <>
      <div class="people-backdrop" onClick={() => props.onClose()} />
      <aside ref={panel} class="people" aria-label={t("pins")}>
        <header class="people__header">
          <h2 class="people__title">{t("pins")}</h2>
          <IconButton icon="close" label={t("close")} onClick={() => props.onClose()} />
        </header>
        <div class="people__list">
          <Show when={pins().length > 0} fallback={<p class="pins__note">{t("noPins")}</p>}>
            <Show when={loaded.error}>
              {(error) => (
                <div class="pins__note" role="alert">
                  <p>{messageOf(error())}</p>
                  <button type="button" class="button button--small" onClick={() => void refetch()}>
                    {inUi("tryAgain")}
                  </button>
                </div>
              )}
            </Show>
            <ul class="plain">
              <For each={pins()}>
                {(seq, at) => (
                  <Show when={messageFor(seq)} fallback={<PinPlaceholder />}>
                    {(message) => (
                      <Pin message={message()} at={at()} pins={pins()} onOpen={() => open(seq)} />
                    )}
                  </Show>
                )}
              </For>
            </ul>
          </Show>
        </div>
      </aside>
    </>
  );
}

function PinPlaceholder() {
  return (
    <li class="pins__note">
      <Spinner label={t("loading")} />
    </li>
  );
}

function Pin(props: { message: Message; at: number; pins: readonly Seq[]; onOpen: () => void }) {
  const room = useRoom();
  const text = () => {
    const { text: said, attachments, author } = props.message;
    return messageExcerpt(said, attachments, author) || t("hidden");
  };
  const move = (before: Seq | null) => room.attempt(() => room.room.movePin(props.message.seq, before));
  return (
    <li class="pin">
      <button type="button" class="pin__open" onClick={() => props.onOpen()}>
        <span class="pin__about">
          <span class="name one-line">{room.nameOf(props.message.author)}</span>
          <time>{formatShort(props.message.at, now())}</time>
        </span>
        <span class="pin__text" dir="auto">
          {text()}
        </span>
      </button>
      <Show when={room.mayPost()}>
        <span class="pin__tools">
          <IconButton
            icon="up"
            label={t("up", { text: text() })}
            title={t("moveUp")}
            disabled={props.at === 0}
            onClick={() => void move(props.pins[props.at - 1] ?? null)}
          />
          <IconButton
            icon="down"
            label={t("down", { text: text() })}
            title={t("moveDown")}
            disabled={props.at === props.pins.length - 1}
            onClick={() => void move(props.pins[props.at + 2] ?? null)}
          />
          <IconButton
            icon="close"
            label={t("unpin", { text: text() })}
            title={t("unpinHere")}
            onClick={() => void room.attempt(() => room.room.pin(props.message.seq, false))}
          />
        </span>
      </Show>
    </li>
  );
}
