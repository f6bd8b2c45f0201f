import {
  createEffect,
  createMemo,
  createSignal,
  Match,
  on,
  onCleanup,
  onMount,
  Show,
  Switch,
} from "solid-js";
import { t } from "../../words/widget.ts";
import { Announcer } from "./announcer.tsx";
import { lazyPart } from "./lazy-part.tsx";
import type { Item } from "./log/log-of.ts";
import { usePanel } from "./panel.ts";
import { Home } from "./parts/home.tsx";
import { problemOf } from "./words-of-errors.ts";

// The first message can be sent before a conversation can be shown.
const ConversationView = lazyPart(() => import("./lazy/conversation-view.tsx"));
const AllConversations = lazyPart(() => import("./lazy/all-conversations.tsx"));
const Preview = lazyPart(() => import("./lazy/preview.tsx"));
const Sound = lazyPart(() => import("./lazy/sound.tsx"));

export function PanelView() {
  const panel = usePanel();
  return (
    <>
      <Show when={panel.isOpen()} fallback={<Closed />}>
        <Opened />
      </Show>
      <TellPage />
      <Show when={panel.store.read("sound") !== ""}>
        <Sound />
      </Show>
      <Announcer />
    </>
  );
}

function Opened() {
  const panel = usePanel();
  onMount(() => {
    // After what is seen first has been painted.
    requestAnimationFrame(() => setTimeout(ConversationView.preload));
  });
  /** Escape closes the innermost thing. What is open inside has taken it before. */
  function onKey(event: KeyboardEvent): void {
    if (event.key === "Escape" && !event.defaultPrevented) panel.host.send({ type: "close" });
  }
  addEventListener("keydown", onKey);
  onCleanup(() => removeEventListener("keydown", onKey));
  return (
    <main class="panel" role="dialog" aria-label={t("chatWith", { name: panel.config.look.name })}>
      <Switch fallback={<Home />}>
        <Match when={panel.place().type === "all"}>
          <AllConversations />
        </Match>
        <Match when={conversationPlace()}>{(place) => <ConversationView isForm={place().isForm} />}</Match>
      </Switch>
      <Show when={panel.sessionProblem()}>
        {(problem) => (
          <p class="strip strip--bottom" role="alert">
            {problemOf(problem())}
          </p>
        )}
      </Show>
    </main>
  );

  function conversationPlace() {
    const place = panel.place();
    return place.type === "conversation" ? place : null;
  }
}

/** Closed, but listening: what is new is shown above the button, and on it. */
function Closed() {
  const panel = usePanel();
  const [dismissed, setDismissed] = createSignal("");
  const newest = createMemo(() => {
    const item = panel.conversation()?.unread().at(-1);
    return item?.type === "person" || item?.type === "answer" ? item : null;
  });
  const keyOf = (item: Extract<Item, { type: "person" | "answer" }>) =>
    `${item.message.author}/${item.message.id}`;
  const shown = createMemo(() => {
    const item = newest();
    return item !== null && keyOf(item) !== dismissed() ? item : null;
  });
  function read(): void {
    const open = panel.conversation();
    const head = open?.view()?.head;
    if (head !== undefined) open?.room.markRead(head);
  }
  return (
    <Show when={shown()}>
      {(item) => <Preview item={item()} onRead={read} onDismiss={() => setDismissed(keyOf(item()))} />}
    </Show>
  );
}

/** The badge, the button's name and the page's title. */
function TellPage() {
  const panel = usePanel();
  const count = createMemo(() => {
    const open = panel.conversation();
    const others = panel.summaries().filter(({ room }) => room !== open?.room.id);
    return (open?.unread().length ?? 0) + others.reduce((sum, { unread }) => sum + unread, 0);
  });
  const writer = createMemo(() => {
    const item = panel.conversation()?.unread().at(-1);
    return item?.type === "person" || item?.type === "answer" ? item.name : panel.config.look.name;
  });
  const isKnown = createMemo(() => panel.conversation() !== null || panel.summaries().length > 0);
  createEffect(
    on([count, writer, isKnown], ([unread, name, known]) => {
      panel.host.send({
        type: "unread",
        count: unread,
        labels: [unread === 0 ? t("openChat") : t("openChatNew", { count: unread }), t("closeTheChat")],
        title: unread === 0 ? "" : t("titleWrote", { n: unread, name }),
        isKnown: known || panel.store.read("known") !== "",
      });
    }),
  );
  return null;
}
