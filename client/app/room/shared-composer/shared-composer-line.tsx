import { createEffect, createSignal, on, onCleanup, Show } from "solid-js";
import { WRITING_FOR } from "../../../../shared/limits.ts";
import { Icon } from "../../../ui/icon.tsx";
import { isolated } from "../../../ui/format.ts";
import { useRoom } from "../room-context.tsx";
import { t } from "../../../words/room-takeover.ts";

const SEVERAL = 3;

/** Says that others have a prompt open together or have left one unfinished, and who is writing, with a button to join. */
export default function SharedComposerLine(props: { onOpen: () => void }) {
  const room = useRoom();
  /** What the room has said is recent enough to say that somebody is writing (COMPOSE-14). */
  const [isFresh, setIsFresh] = createSignal(true);
  createEffect(
    on(room.composing, () => {
      setIsFresh(true);
      const timer = setTimeout(() => setIsFresh(false), WRITING_FOR);
      onCleanup(() => clearTimeout(timer));
    }),
  );
  function names(onlyWriting: boolean): string[] {
    const people = room.composing()?.people ?? [];
    const users = new Set(people.filter(({ writing }) => !onlyWriting || writing).map(({ user }) => user));
    users.delete(room.me);
    return [...users].map((user) => isolated(room.distinctNameOf(user)));
  }
  const hasWords = () => room.composing()?.hasWords ?? false;
  const writing = () => (isFresh() ? names(true) : []);
  return (
    <div role="status">
      <Show when={names(false).length > 0 || hasWords()}>
        <p class="takeover">
          <Icon name="group" size={16} />
          <span class="takeover__text">{sentence(writing(), names(false), hasWords())}</span>
          <button type="button" class="button button--small" onClick={() => props.onOpen()}>
            {t(room.may("write") ? "join" : "watch")}
          </button>
        </p>
      </Show>
    </div>
  );
}

function sentence(writing: readonly string[], open: readonly string[], hasWords: boolean): string {
  const [first, second] = writing.length > 0 ? writing : open;
  if (first === undefined || (writing.length === 0 && hasWords)) return t("unfinished");
  const isWritten = writing.length > 0;
  if (second === undefined) return t(isWritten ? "oneWrites" : "oneOpen", { name: first });
  const count = isWritten ? writing.length : open.length;
  if (count < SEVERAL) return t(isWritten ? "twoWrite" : "twoOpen", { first, second });
  return t(isWritten ? "severalWrite" : "severalOpen");
}
