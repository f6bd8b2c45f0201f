import { batch, createMemo, createSignal, onCleanup, type Accessor } from "solid-js";
import type { DraftStore } from "../../../sdk/drafts/types.ts";
import type { MentionRange } from "../../../../shared/mentions/mention-range.ts";
import { openComposer, type SharedComposer, type ShownCaret } from "../../../sdk/composer/index.ts";
import type { ParticipantId } from "../../../../shared/protocol/composer-frames.ts";
import { saveOnHide } from "../../../parts/lib/save-on-hide.ts";
import type { RoomContextValue } from "../room-context.tsx";

/** The shared composer as signals, while it is open on this device. */
export interface SharedComposerSignals {
  composer: SharedComposer;
  text: Accessor<string>;
  mentions: Accessor<readonly MentionRange[]>;
  isOpen: Accessor<boolean>;
  kept: Accessor<SharedComposer["kept"]>;
  carets: Accessor<readonly ShownCaret[]>;
  participant: Accessor<ParticipantId | null>;
}

/** Opens the shared composer, which all members see, and closes it with its owner. */
export function createSharedComposer(
  room: RoomContextValue,
  store: DraftStore | undefined,
): SharedComposerSignals {
  const composer = openComposer(room.room, store);
  const [text, setText] = createSignal(composer.text);
  const [mentions, setMentions] = createSignal(composer.mentions);
  const [isOpen, setIsOpen] = createSignal(composer.isOpen);
  const [kept, setKept] = createSignal(composer.kept);
  const [participant, setParticipant] = createSignal(composer.participant);
  const [heard, hear] = createSignal(0, { equals: false });
  const stop = composer.subscribe(() =>
    batch(() => {
      setText(composer.text);
      setMentions(composer.mentions);
      setIsOpen(composer.isOpen);
      setKept(composer.kept);
      setParticipant(composer.participant);
      hear(0);
    }),
  );
  saveOnHide(() => composer.keep());
  onCleanup(() => {
    stop();
    composer.close();
  });
  const carets = createMemo(() => {
    heard();
    // Read as a dependency: the carets of people who left must disappear.
    room.composing();
    return composer.carets;
  });
  return { composer, text, mentions, isOpen, kept, carets, participant };
}
