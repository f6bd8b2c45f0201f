import { createMemo, createSignal, Show } from "solid-js";
import { dialectOf } from "../../../../shared/markup/dialect.ts";
import { formatFull } from "../../../ui/format.ts";
import { Markdown } from "../../../ui/markdown/markdown.tsx";
import { StreamedMarkdown } from "../../../ui/markdown/streamed-markdown.tsx";
import { mentionsIn } from "../mentions-in.ts";
import { useRoom } from "../room-context.tsx";
import { lazyPart } from "../../../parts/lib/lazy-part.tsx";
import { t } from "../../../words/room.ts";
import type { MessageRow } from "./row.ts";

// Loaded on demand: few look at earlier versions.
const VersionsDialog = lazyPart(() => import("./versions-dialog.tsx"));

const LONG_TEXT = 1_800;
const MANY_LINES = 24;

/** The text of a message. A very long one is folded until the person unfolds it. */
export function MessageBody(props: { row: MessageRow; text: string }) {
  const room = useRoom();
  const [unfolded, setUnfolded] = createSignal(room.unfolded.has(props.row.key));
  const isLong = () => props.text.length > LONG_TEXT || (props.text.match(/\n/g)?.length ?? 0) > MANY_LINES;
  // Compared by value, so that a new member record with the same names does not parse every text again.
  const mentions = createMemo(
    () => {
      const { body } = props.row;
      return mentionsIn(body.state === "stored" ? body.message : body.entry, room.nameOf);
    },
    [],
    { equals: (before, after) => JSON.stringify(before) === JSON.stringify(after) },
  );
  const stored = () => (props.row.body.state === "stored" ? props.row.body.message : undefined);
  const editedAt = () => stored()?.editedAt;
  const [showsVersions, setShowsVersions] = createSignal(false);
  function toggle(): void {
    setUnfolded(!unfolded());
    if (unfolded()) room.unfolded.add(props.row.key);
    else room.unfolded.delete(props.row.key);
  }
  return (
    <>
      <div class="message__text" classList={{ "message__text--folded": isLong() && !unfolded() }}>
        <Show
          when={dialectOf(props.row.author) === "answer"}
          fallback={<Markdown text={props.text} mentions={mentions()} />}
        >
          <StreamedMarkdown text={props.text} running={false} />
        </Show>
      </div>
      <Show when={isLong()}>
        <button type="button" class="link-button message__more" aria-expanded={unfolded()} onClick={toggle}>
          {t(unfolded() ? "showLess" : "showMore")}
        </button>
      </Show>
      <Show when={editedAt()}>
        {(at) => (
          <button
            type="button"
            class="message__edited"
            title={formatFull(at())}
            aria-label={t("showVersions")}
            onClick={() => setShowsVersions(true)}
          >
            {t("edited")}
          </button>
        )}
      </Show>
      <Show when={showsVersions() && stored()}>
        {(message) => <VersionsDialog message={message()} onClose={() => setShowsVersions(false)} />}
      </Show>
    </>
  );
}
