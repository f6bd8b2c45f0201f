import { batch, createSignal, onCleanup, untrack, type Accessor } from "solid-js";
import type { DraftFile } from "../../../shared/attachments.ts";
import type { MentionRange } from "../../../shared/mentions/mention-range.ts";
import type { Seq } from "../../../shared/protocol/events.ts";
import type { ConsumedDraft } from "../../sdk/drafts/consumed-draft.ts";
import { changeBetween, moveRanges } from "../../sdk/drafts/edit-text.ts";
import type { Room } from "../../sdk/types.ts";
import type { Draft, Drafts } from "../../sdk/drafts/types.ts";

/** The draft of a room or thread as signals. It is the same on all devices of this person. */
export interface DraftSignals {
  text: Accessor<string>;
  /** `caret`: offset after the change, in UTF-16 code units. */
  set: (text: string, caret?: number) => void;
  /** The mentions that the person picked and that still stand in the text. */
  mentions: Accessor<readonly MentionRange[]>;
  mention: (range: MentionRange) => void;
  replyTo: Accessor<Seq | null>;
  replyWith: (target: Seq | null) => void;
  /** The attached files in order. Files that are still uploading are not included. */
  files: Accessor<readonly DraftFile[]>;
  attach: (file: DraftFile) => void;
  detach: (file: Pick<DraftFile, "id">) => void;
  /** Puts text, files and mentions back before what was written or attached since, so that nothing is lost. */
  putBack: (words: string, files?: readonly DraftFile[], mentions?: readonly MentionRange[]) => void;
  /** Takes the whole content out of the draft, for `Room.send`; undefined if the stored draft is not loaded yet. */
  consume: () => ConsumedDraft | undefined;
  kept: Accessor<Draft["kept"]>;
  /**
   * The stored draft is loaded, or loading takes longer than PATIENCE. A draft that loads later is put before what was typed meanwhile.
   */
  isReady: Accessor<boolean>;
}

/** How long to wait for the stored draft, ms. It is usually loaded before the room is. */
const PATIENCE = 1_000;

/** Without `drafts` nothing is stored: the draft exists only in the signals. */
export function createDraft(
  drafts: Promise<Drafts> | undefined,
  { id, thread }: Pick<Room, "id" | "thread">,
): DraftSignals {
  const [text, setText] = createSignal("");
  const [mentions, setMentions] = createSignal<readonly MentionRange[]>([]);
  const [replyTo, setReplyTo] = createSignal<Seq | null>(null);
  const [files, setFiles] = createSignal<readonly DraftFile[]>([]);
  const [kept, setKept] = createSignal<Draft["kept"]>("device");
  /** Null until the stored draft is loaded. Until then, typed text is kept in the signals. */
  let draft: Draft | null = null;
  let stop = (): void => undefined;
  let isOver = false;
  const [isReady, setIsReady] = createSignal(drafts === undefined);
  const patience = setTimeout(() => setIsReady(true), PATIENCE);

  function show(opened: Draft): void {
    batch(() => {
      setText(opened.text);
      setMentions(opened.mentions);
      setReplyTo(opened.replyTo);
      setFiles((before) => (isSame(before, opened.files) ? before : opened.files));
      setKept(opened.kept);
    });
  }
  function begin(opened: Draft): void {
    const typed = untrack(text);
    const picked = untrack(mentions);
    const chosen = untrack(replyTo);
    const attached = untrack(files);
    draft = opened;
    for (const file of attached) opened.attach(file);
    const before = opened.text === "" ? "" : `${opened.text}\n`;
    if (typed !== "") opened.edit(before + typed);
    for (const range of picked) opened.mention({ ...range, start: range.start + before.length });
    if (chosen !== null) opened.replyWith(chosen);
    setIsReady(true);
  }
  void drafts?.then((all) => {
    if (isOver) return;
    const opened = all.open(id, thread);
    const changed = (): void => {
      if (!opened.isLoaded) return;
      if (draft === null) begin(opened);
      show(opened);
    };
    stop = opened.subscribe(changed);
    changed();
  });
  onCleanup(() => {
    isOver = true;
    clearTimeout(patience);
    stop();
  });

  function set(next: string, caret?: number): void {
    if (draft !== null) return draft.edit(next, caret);
    const change = changeBetween(untrack(text), next, caret);
    if (change !== null) setMentions((before) => moveRanges(before, change));
    setText(next);
  }
  const mention = (range: MentionRange): void =>
    void (draft === null ? setMentions((before) => [...before, range]) : draft.mention(range));
  const attach = (file: DraftFile): void =>
    void (draft === null ? setFiles((before) => [...before, file]) : draft.attach(file));
  return {
    text,
    set,
    mentions,
    mention,
    files,
    attach,
    detach: ({ id }) =>
      void (draft === null
        ? setFiles((before) => before.filter((file) => file.id !== id))
        : draft.detach({ id })),
    replyTo,
    replyWith: (target) => void (draft === null ? setReplyTo(target) : draft.replyWith(target)),
    putBack(words, back = [], named = []) {
      if (words !== "") set(text().trim() === "" ? words : `${words}\n${text()}`);
      named.forEach(mention);
      back.forEach(attach);
    },
    consume() {
      const consumed = draft?.consume();
      if (draft === null) {
        set("");
        setReplyTo(null);
        setFiles([]);
      }
      return consumed;
    },
    kept,
    isReady,
  };
}

const isSame = (one: readonly DraftFile[], other: readonly DraftFile[]): boolean =>
  one.length === other.length && one.every(({ id }, n) => id === other[n]?.id);
