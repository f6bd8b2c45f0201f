/** All that the panel knows and does. Components read it from a context. */
import { createEffect, createMemo, createRoot, createSignal, on, onCleanup } from "solid-js";
import type { RoomId, WidgetId } from "../../../shared/ids.ts";
import type {
  Conversation as Summary,
  NewConversation,
  PeopleHere,
  WidgetConfig,
} from "../../../shared/widget.ts";
import { makeContext } from "../../parts/contexts/make-context.ts";
import type { OutboxStorage } from "../../sdk/types.ts";
import type { DraftFile } from "../../../shared/attachments.ts";
import type { Api } from "./api.ts";
import { openConversation, type Conversation } from "./conversation.ts";
import type { HostPage } from "./host-page.ts";
import type { PanelStore } from "./store.ts";
import { createVisitorSession } from "./visitor-session.ts";

export type Place =
  | { type: "home" }
  | { type: "all" }
  /** `room` is null until the first message is sent. `isForm`: the form comes first. */
  | { type: "conversation"; room: RoomId | null; isForm: boolean };

/** A first message whose conversation does not exist yet. */
export interface FirstMessage {
  text: string;
  files: readonly DraftFile[];
  /** The visitor asks for a person. */
  wantsPerson: boolean;
  problem: unknown;
}

export interface PanelPorts {
  widget: WidgetId;
  config: WidgetConfig;
  api: Api;
  store: PanelStore;
  host: HostPage;
  openStorage: (name: string) => Promise<OutboxStorage>;
}

const NOBODY: PeopleHere = {
  here: 0,
  names: [],
  open: true,
  opensAt: null,
  closesAt: null,
  answerMinutes: null,
};
/** How often it is asked who is here while somebody looks, ms. */
const PEOPLE_INTERVAL = 60_000;

export type Panel = ReturnType<typeof createPanel>;
export const { Provider: PanelProvider, use: usePanel } = makeContext<Panel>("Panel");

export function createPanel({ widget, config: published, api, store, host, openStorage }: PanelPorts) {
  const [config, setConfig] = createSignal(published);
  const [isOpen, setOpen] = createSignal(host.isAlone);
  const [place, setPlace] = createSignal<Place>({ type: "home" });
  const [people, setPeople] = createSignal<PeopleHere>(NOBODY);
  const [summaries, setSummaries] = createSignal<readonly Summary[]>([]);
  const [first, setFirst] = createSignal<FirstMessage | null>(null);
  const [conversation, setConversation] = createSignal<Conversation | null>(null);
  const [focusWanted, setFocusWanted] = createSignal(0);
  const [offered, setOffered] = createSignal("");
  const [isOnline, setOnline] = createSignal(navigator.onLine);
  /** The visitor leaves a message, because nobody is there. */
  const [isLeaving, setLeaving] = createSignal(false);
  const [problem, setProblem] = createSignal<unknown>(null);
  const linked = host.isAlone ? new URLSearchParams(location.search).get("room") : null;
  if (linked !== null) store.write("view", linked);
  let closeConversation = () => undefined as void;
  let creation: string | null = null;

  /** The conversation that is shown. Another one may be listened to while the first page is. */
  const current = createMemo(() => {
    const here = place();
    const open = conversation();
    return here.type === "conversation" && here.room !== null && open?.room.id === here.room ? open : null;
  });

  const visitor = createVisitorSession({
    ...{ api, store, host, openStorage, changed: leaveConversation },
    begun(found) {
      setPeople(found.people);
      setSummaries(found.conversations);
      store.write("known", found.conversations.length > 0 ? "1" : "");
    },
  });
  const { session, sessionProblem, ready, renew, ask, changeVisitor, setPage, identify } = visitor;

  // ---- places

  function enter(room: RoomId): void {
    const [client, me] = [visitor.client(), session()?.visitor.id];
    if (conversation()?.room.id !== room && client !== null && me !== undefined) {
      const [opened, dispose] = createRoot((end) => [openConversation(client, room, me), end] as const);
      closeConversation();
      closeConversation = () => {
        dispose();
        closeConversation = () => undefined;
      };
      setConversation(opened);
    }
    setPlace({ type: "conversation", room, isForm: false });
    store.write("view", room);
  }

  function leaveConversation(): void {
    closeConversation();
    setConversation(null);
  }

  function goHome(): void {
    setLeaving(false);
    setProblem(null);
    setPlace({ type: "home" });
    store.write("view", "");
    setFirst(null);
    void refresh();
  }

  /** An empty conversation: it exists on the server when the first message does. */
  function goNew(): void {
    leaveConversation();
    setFirst(null);
    setPlace({ type: "conversation", room: null, isForm: needsForm() });
  }

  const needsForm = (): boolean =>
    config().form.length > 0 && store.read("answered") !== `${config().revision}`;

  async function refresh(): Promise<void> {
    if (session() === null) return;
    const [found, here] = await Promise.all([
      ask<Summary[]>("GET", "/conversations"),
      ask<PeopleHere>("GET", "/people"),
    ]).catch(() => [summaries(), people()] as const);
    setSummaries(found);
    setPeople(here);
  }

  // ---- what the visitor does

  /** Sends it in the open conversation, or begins one with it. Resolves when this device has it. */
  async function write(text: string, files: readonly DraftFile[] = []): Promise<void> {
    setProblem(null);
    const open = current();
    if (open !== null) {
      await open.room.send({ text, attachments: files });
      return;
    }
    setFirst({ text, files, wantsPerson: false, problem: null });
    setPlace({ type: "conversation", room: null, isForm: needsForm() });
    if (!needsForm()) await beginConversation();
  }

  async function talkToPerson(): Promise<void> {
    setProblem(null);
    const open = current();
    if (open !== null) return open.room.requestPerson();
    setFirst({ text: "", files: [], wantsPerson: true, problem: null });
    setPlace({ type: "conversation", room: null, isForm: needsForm() });
    if (!needsForm()) await beginConversation();
  }

  async function answerForm(answers: Record<string, string>): Promise<void> {
    // Without a first message, the conversation begins when there is one.
    await create(answers);
    store.write("answered", `${config().revision}`);
    await sendFirst();
  }

  async function beginConversation(): Promise<void> {
    try {
      await create();
      await sendFirst();
    } catch (problem) {
      const message = first();
      if (message !== null) setFirst({ ...message, problem });
    }
  }

  /** Made once, however often it is tried. */
  async function create(answers?: Record<string, string>): Promise<RoomId> {
    creation ??= crypto.randomUUID();
    const { needsChallenge } = await ready();
    const { challenge } = config();
    if (needsChallenge && challenge !== null) {
      const { solveChallenge } = await import("./lazy/challenge.ts");
      await visitor.renewWith(await solveChallenge(challenge));
    }
    const { room } = await ask<NewConversation>(
      "POST",
      "/conversations",
      answers === undefined ? {} : { answers },
      creation,
    );
    creation = null;
    store.write("known", "1");
    enter(room);
    return room;
  }

  async function sendFirst(): Promise<void> {
    const message = first();
    const open = conversation();
    if (message === null || open === null) return;
    if (message.text !== "" || message.files.length > 0)
      await open.room.send({ text: message.text, attachments: message.files });
    setFirst(null);
    if (message.wantsPerson) await open.room.requestPerson();
  }

  async function deleteConversation(room: RoomId): Promise<void> {
    await ask("DELETE", `/conversations/${room}`);
    leaveConversation();
    setSummaries((all) => all.filter((each) => each.room !== room));
    goHome();
  }

  /** Forgets the visitor on this device. */
  async function forget(): Promise<void> {
    await visitor.end();
    setSummaries([]);
    setPlace({ type: "home" });
  }

  // ---- what the page says

  function openBy(by: "hand" | "script", text: string): void {
    setOpen(true);
    if (by === "hand") setFocusWanted((count) => count + 1);
    if (text !== "") setOffered(text);
  }

  /** Whoever has talked before is here again: their newest conversation is listened to, also while the panel is closed. */
  async function resume(): Promise<void> {
    const isLinked = visitor.isLinked();
    const found = await ready();
    const kept = store.read("view");
    const last = found.conversations.find((each) => each.room === kept) ?? found.conversations[0];
    if (last === undefined) return;
    const shown = place();
    enter(last.room);
    // Only listened to: what is shown stays.
    if (kept !== last.room && !isLinked) setPlace(shown);
  }

  // The session begins when somebody looks, or has looked before.
  createEffect(
    on(isOpen, (open) => {
      if (open || store.read("known") !== "") void resume().catch(() => undefined);
    }),
  );
  const timer = setInterval(() => {
    if (isOpen() && !document.hidden) void refresh();
  }, PEOPLE_INTERVAL);
  const tell = () => {
    setOnline(navigator.onLine);
    visitor.client()?.setOnline(navigator.onLine);
  };
  addEventListener("online", tell);
  addEventListener("offline", tell);
  document.addEventListener("visibilitychange", tell);
  onCleanup(() => clearInterval(timer));

  /** With an address where the answer goes. */
  async function leaveMessage(email: string): Promise<void> {
    await changeVisitor({ email });
    await current()?.room.requestPerson();
    setLeaving(false);
  }

  return {
    get config() {
      return config();
    },
    /** Shows another widget in this one's place: a draft of it, in the preview. */
    setConfig,
    setPeople,
    ...{
      widget,
      api,
      store,
      host,
      isOpen,
      setOpen,
      place,
      session,
      sessionProblem,
      people,
      summaries,
    },
    ...{ first, conversation, current, focusWanted, offered, isOnline, isLeaving, problem, leaveMessage },
    ...{
      ready,
      renew,
      ask,
      enter,
      goHome,
      goNew,
      refresh,
      write,
      talkToPerson,
      answerForm,
      beginConversation,
    },
    ...{ changeVisitor, deleteConversation, forget, openBy, setPage, identify, create },
    showAll: () => setPlace({ type: "all" }),
    startLeaving: () => {
      if (current() === null && first() === null)
        setPlace({ type: "conversation", room: null, isForm: false });
      setLeaving(true);
    },
    stopLeaving: () => setLeaving(false),
    failed: (error: unknown) => void setProblem(() => error),
    takeOffered: () => setOffered(""),
    requestFocus: () => setFocusWanted((count) => count + 1),
    now: () => Date.now(),
  };
}
