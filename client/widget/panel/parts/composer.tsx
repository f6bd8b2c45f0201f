import { createEffect, createSignal, on, Show, type JSX } from "solid-js";
import type { DraftFile } from "../../../../shared/attachments.ts";
import { MAX_ATTACHMENT_BYTES } from "../../../../shared/limits.ts";
import { isComposing } from "../../../parts/lib/is-composing.ts";
import { t } from "../../../words/widget.ts";
import { formatBytes } from "../format.ts";
import { Icon } from "../icon.tsx";
import { lazyPart } from "../lazy-part.tsx";
import { usePanel } from "../panel.ts";
import { problemOf } from "../words-of-errors.ts";

const Emoji = lazyPart(() => import("../lazy/emoji.tsx"));
const FileList = lazyPart(() => import("../lazy/file-list.tsx"));

/** A phone's Enter begins a line, because its keyboard has no Shift and Enter. */
const hasTouch = matchMedia("(pointer: coarse)").matches;

/** The message field with its buttons. What is written stays until it is sent, also when the page is left. */
export function Composer(props: { placeholder: string; fine: string; onStop: (() => void) | null }) {
  const panel = usePanel();
  const draft = () => `draft ${panel.current()?.room.id ?? "new"}` as const;
  const [text, setText] = createSignal(panel.store.read(draft()));
  const [files, setFiles] = createSignal<readonly DraftFile[]>([]);
  const [chosen, setChosen] = createSignal<readonly File[]>([]);
  /** Files on their way. A message that is sent meanwhile leaves when they are there. */
  const [coming, setComing] = createSignal(0);
  const [isWaiting, setWaiting] = createSignal(false);
  const [isFocused, setFocused] = createSignal(false);
  const [hasEmoji, setHasEmoji] = createSignal(false);
  const [problem, setProblem] = createSignal("");
  let field: HTMLTextAreaElement | undefined;
  let picker: HTMLInputElement | undefined;

  createEffect(on(draft, (name) => change(panel.store.read(name)), { defer: true }));
  createEffect(
    on(panel.focusWanted, (count) => {
      if (count > 0) queueMicrotask(() => field?.focus());
    }),
  );
  createEffect(() => {
    const offered = panel.offered();
    if (offered === "" || !panel.isOpen()) return;
    if (text() === "") change(offered);
    panel.takeOffered();
  });
  // Grows with its text to six lines, then scrolls.
  createEffect(() => {
    text();
    if (!field) return;
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight, 6 * 22 + 16)}px`;
  });

  function change(next: string): void {
    setText(next);
    setProblem("");
    setWaiting(false);
    panel.store.write(draft(), next);
  }

  const hasSomething = () => text().trim() !== "" || files().length > 0 || coming() > 0;
  createEffect(() => {
    if (!isWaiting() || coming() > 0) return;
    setWaiting(false);
    void send();
  });

  async function send(): Promise<void> {
    const words = text().trim();
    const attached = files();
    if (!hasSomething()) return;
    if (coming() > 0) return void setWaiting(true);
    const name = draft();
    try {
      await panel.write(words, attached);
      panel.store.write(name, "");
      setText("");
      setFiles([]);
      setProblem("");
    } catch (error) {
      setProblem(problemOf(error));
    }
    field?.focus();
  }

  const onKeyDown: JSX.EventHandler<HTMLTextAreaElement, KeyboardEvent> = (event) => {
    if (event.key !== "Enter" || event.shiftKey || hasTouch || isComposing(event)) return;
    event.preventDefault();
    void send();
  };

  function insert(emoji: string): void {
    const at = field?.selectionStart ?? text().length;
    change(text().slice(0, at) + emoji + text().slice(field?.selectionEnd ?? at));
    field?.focus();
    field?.setSelectionRange(at + emoji.length, at + emoji.length);
  }

  return (
    <div class="composer">
      <Show when={chosen().length > 0 || files().length > 0}>
        <FileList
          chosen={chosen()}
          onChosen={setChosen}
          files={files()}
          onFiles={setFiles}
          onComing={(count, isRefused) => {
            if (isRefused) setWaiting(false);
            setComing(count);
          }}
        />
      </Show>
      <Show when={hasEmoji()}>
        <Emoji onPick={insert} onClose={() => setHasEmoji(false)} />
      </Show>
      <div class="composer__box" classList={{ "composer__box--focused": isFocused() }}>
        <button type="button" class="icon-button" aria-label={t("addFile")} onClick={() => picker?.click()}>
          <Icon of="clip" size={21} />
        </button>
        <input
          ref={picker}
          type="file"
          hidden
          multiple
          aria-label={t("addFile")}
          onChange={(event) => {
            setChosen([...(event.currentTarget.files ?? [])]);
            event.currentTarget.value = "";
          }}
        />
        <textarea
          ref={field}
          class="composer__field"
          rows="1"
          dir="auto"
          aria-label={t("yourMessage")}
          aria-invalid={problem() !== ""}
          aria-describedby="composer-note"
          placeholder={props.placeholder}
          value={text()}
          onInput={(event) => {
            change(event.currentTarget.value);
            panel.current()?.room.typing();
          }}
          onKeyDown={onKeyDown}
          onFocus={() => setFocused(true)}
          onBlur={() => setFocused(false)}
          onPaste={(event) => {
            const pasted = [...(event.clipboardData?.files ?? [])];
            if (pasted.length === 0) return;
            event.preventDefault();
            setChosen(pasted);
          }}
        />
        <button
          type="button"
          class="icon-button"
          aria-label={t("emoji")}
          aria-expanded={hasEmoji()}
          onClick={() => setHasEmoji(!hasEmoji())}
        >
          <Icon of="smile" />
        </button>
        <Show
          when={!hasSomething() && props.onStop}
          fallback={
            <button
              type="button"
              class="send"
              classList={{ "send--ready": hasSomething() }}
              aria-label={t("send")}
              // Stays in the order of focus: what is not written yet is a reason to stop there.
              aria-disabled={!hasSomething()}
              onClick={() => void send()}
            >
              <Icon of="send" />
            </button>
          }
        >
          {(stop) => (
            <button type="button" class="send send--stop" aria-label={t("stop")} onClick={() => stop()()}>
              <Icon of="stop" />
            </button>
          )}
        </Show>
      </div>
      <p id="composer-note" class="fine" classList={{ "fine--problem": problem() !== "" }}>
        <Show
          when={problem()}
          fallback={
            files().length > 0 ? t("fineFiles", { limit: formatBytes(MAX_ATTACHMENT_BYTES) }) : props.fine
          }
        >
          <span role="alert">{problem()}</span>
        </Show>
      </p>
    </div>
  );
}
