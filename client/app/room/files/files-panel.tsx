import { createSignal, For, Match, onMount, Switch } from "solid-js";
import { attachmentPaths, type FilesPage, type MessageWithFiles } from "../../../../shared/attachments.ts";
import type { Seq } from "../../../../shared/protocol/events.ts";
import { useClient } from "../../../parts/contexts/client-context.ts";
import { addressForMe, call, messageOf } from "../../../parts/lib/http.ts";
import { now } from "../../../parts/lib/now.ts";
import { formatShort, sizeWords } from "../../../ui/format.ts";
import { Icon } from "../../../ui/icon.tsx";
import { IconButton } from "../../../ui/icon-button.tsx";
import { Spinner } from "../../../ui/spinner.tsx";
import { useRoom } from "../room-context.tsx";
import { t } from "../../../words/room-files.ts";
import { t as inUi } from "../../../words/ui.ts";
import "../people/people-panel.css";
import "./files-panel.css";

/** The files of the room's messages, newest first. Each leads to its message, and is downloaded beside it. */
export default function FilesPanel(props: { onClose: () => void }) {
  const room = useRoom();
  const { organization } = useClient();
  const [messages, setMessages] = createSignal<readonly MessageWithFiles[]>([]);
  /** Where the next page begins; null at the end, undefined before the first page has come. */
  const [next, setNext] = createSignal<Seq | null>();
  const [problem, setProblem] = createSignal<string>();
  const [isLoading, setLoading] = createSignal(false);
  async function load(): Promise<void> {
    if (isLoading()) return;
    setLoading(true);
    setProblem(undefined);
    try {
      const path = attachmentPaths.files(organization, room.room.id, next() ?? null);
      const page = await call<FilesPage>("GET", path);
      setMessages([...messages(), ...page.messages]);
      setNext(page.next);
    } catch (error) {
      setProblem(messageOf(error));
    } finally {
      setLoading(false);
    }
  }
  let panel: HTMLElement | undefined;
  onMount(() => {
    void load();
    if (panel && getComputedStyle(panel).position === "fixed") panel.querySelector("button")?.focus();
  });
  const isEmpty = () => next() === null && messages().length === 0;
  return (
    <>
      <div class="people-backdrop" onClick={() => props.onClose()} />
      <aside ref={panel} class="people" aria-label={t("files")}>
        <header class="people__header">
          <h2 class="people__title">{t("files")}</h2>
          <IconButton icon="close" label={t("close")} onClick={() => props.onClose()} />
        </header>
        <div class="people__list">
          <ul class="plain" aria-label={t("ofConversation")}>
            <For each={messages()}>
              {(message) => (
                <For each={message.files}>
                  {(file) => (
                    <li class="room-file">
                      <button
                        type="button"
                        class="room-file__open"
                        onClick={() => {
                          if (panel && getComputedStyle(panel).position === "fixed") props.onClose();
                          room.jump.to(message.message);
                        }}
                      >
                        <span class="room-file__icon">
                          <Icon name={file.type.startsWith("image/") ? "image" : "file"} />
                        </span>
                        <span class="room-file__texts">
                          <span class="room-file__name one-line" dir="auto">
                            {file.name}
                          </span>
                          <span class="room-file__about one-line">
                            {sizeWords(file.bytes)}, <span class="name">{message.name}</span>,{" "}
                            {formatShort(message.at, now())}
                          </span>
                        </span>
                      </button>
                      <a
                        class="icon-button"
                        href={addressForMe(attachmentPaths.one(organization, room.room.id, file.id))}
                        download={file.name}
                        aria-label={t("downloadNamed", { name: file.name })}
                        title={inUi("download")}
                      >
                        <Icon name="download" />
                      </a>
                    </li>
                  )}
                </For>
              )}
            </For>
          </ul>
          <Switch>
            <Match when={problem()}>
              {(text) => (
                <div class="room-files__note" role="alert">
                  <p>{text()}</p>
                  <button type="button" class="button button--small" onClick={() => void load()}>
                    {inUi("tryAgain")}
                  </button>
                </div>
              )}
            </Match>
            <Match when={isLoading()}>
              <div class="room-files__note">
                <Spinner label={t("loading")} />
              </div>
            </Match>
            <Match when={isEmpty()}>
              <p class="room-files__note">{t("none")}</p>
            </Match>
            <Match when={next() !== null}>
              <div class="room-files__note">
                <button type="button" class="button button--small" onClick={() => void load()}>
                  {t("older")}
                </button>
              </div>
            </Match>
          </Switch>
        </div>
      </aside>
    </>
  );
}
