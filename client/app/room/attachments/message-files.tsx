import { createEffect, createSignal, For, type JSX, Show } from "solid-js";
import { type Attachment, attachmentPaths, isImage } from "../../../../shared/attachments.ts";
import type { AttachmentId } from "../../../../shared/ids.ts";
import { Icon } from "../../../ui/icon.tsx";
import { addressForMe } from "../../../parts/lib/http.ts";
import { lazyPart } from "../../../parts/lib/lazy-part.tsx";
import { useClient } from "../../../parts/contexts/client-context.ts";
import { useRoom } from "../room-context.tsx";
import { t } from "../../../words/room-attachments.ts";
import { t as inUi } from "../../../words/ui.ts";
import { measureWords } from "./measure-words.ts";
import { placeOf } from "./place-of.ts";
import "./message-files.css";

// Loaded on demand, when a person opens an image.
const ImageViewer = lazyPart(() => import("./image-viewer.tsx"));

/** Larger images are loaded only on request, bytes. */
const SHOWN_AT_ONCE = 5_000_000;

/** The files of a message: images in places whose size is reserved before they load, other files by name. */
export default function MessageFiles(props: { files: readonly Attachment[] }) {
  const room = useRoom();
  const { organization } = useClient();
  const [opened, setOpened] = createSignal<Attachment>();
  /** Images that failed to load. They are listed by name among the other files. */
  const [broken, setBroken] = createSignal<ReadonlySet<AttachmentId>>(new Set());
  // Without a connection no image loads. So all failed images are tried again after a reconnect.
  createEffect(() => room.connection().type === "open" && setBroken(new Set<AttachmentId>()));
  const path = ({ id }: Attachment): string =>
    addressForMe(attachmentPaths.one(organization, room.room.id, id));
  const isShown = (file: Attachment): boolean =>
    isImage(file) && file.bytes <= SHOWN_AT_ONCE && !broken().has(file.id);
  const images = () => props.files.filter(isShown);
  const others = () => props.files.filter((file) => !isShown(file));
  return (
    <div class="message-files">
      <Show when={images().length > 0}>
        <ul class="message-files__images plain" aria-label={t("images")}>
          <For each={images()}>
            {(file) => (
              <li>
                <button
                  type="button"
                  class="image-tile"
                  aria-label={t("open", { name: file.name })}
                  title={file.name}
                  onClick={() => setOpened(file)}
                >
                  <img
                    src={path(file)}
                    style={styleOf(file, images().length > 1)}
                    alt=""
                    loading="lazy"
                    decoding="async"
                    draggable={false}
                    onError={() => setBroken(new Set(broken()).add(file.id))}
                  />
                </button>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={others().length > 0}>
        <ul class="message-files__others plain" aria-label={t("files")}>
          <For each={others()}>
            {(file) => <FileRow file={file} path={path(file)} onOpen={() => setOpened(file)} />}
          </For>
        </ul>
      </Show>
      <Show when={opened()} keyed>
        {(file) => <ImageViewer file={file} path={path} onClose={() => setOpened(undefined)} />}
      </Show>
    </div>
  );
}

/** The shape is set as a style, because a loaded image brings its own. */
function styleOf(file: Attachment, isOneOfSeveral: boolean): JSX.CSSProperties {
  const { width, height, fit } = placeOf(file, isOneOfSeveral);
  return {
    width: `${width}px`,
    "aspect-ratio": `${width} / ${height}`,
    "object-fit": fit,
    // Of a long image, its beginning.
    "object-position": fit === "cover" ? "top" : "center",
  };
}

function FileRow(props: { file: Attachment; path: string; onOpen: () => void }) {
  return (
    <li class="file-row">
      <span class="file-row__icon">
        <Icon name={isImage(props.file) ? "image" : "file"} size={20} />
      </span>
      <span class="file-row__texts">
        <span class="file-row__name one-line" dir="auto" title={props.file.name}>
          {props.file.name}
        </span>
        <span class="file-row__size">{measureWords(props.file)}</span>
      </span>
      <Show when={isImage(props.file)}>
        <button
          type="button"
          class="icon-button"
          aria-label={t("open", { name: props.file.name })}
          onClick={() => props.onOpen()}
        >
          <Icon name="expand" />
        </button>
      </Show>
      <a
        class="icon-button"
        href={props.path}
        download={props.file.name}
        aria-label={t("downloadNamed", { name: props.file.name })}
        title={inUi("download")}
      >
        <Icon name="download" />
      </a>
    </li>
  );
}
