import { createResource, For, onCleanup, Show } from "solid-js";
import { attachmentPaths, isImage, type Attachment } from "../../../../shared/attachments.ts";
import { t } from "../../../words/widget-talk.ts";
import { formatBytes } from "../format.ts";
import { Icon } from "./icon.tsx";
import { usePanel } from "../panel.ts";
import "./files.css";

/**
 * The files of a message. They are fetched, because a browser that keeps no cookie for the panel asks with a token that no `<img>` could send.
 */
export default function MessageFiles(props: { files: readonly Attachment[]; mine: boolean }) {
  return (
    <ul class="files" classList={{ "files--mine": props.mine }}>
      <For each={props.files}>{(file) => <FileCard file={file} />}</For>
    </ul>
  );
}

function FileCard(props: { file: Attachment }) {
  const panel = usePanel();
  const addresses: string[] = [];
  onCleanup(() => addresses.forEach((address) => URL.revokeObjectURL(address)));

  async function load(): Promise<string> {
    const { organization, visitor } = await panel.ready();
    const room = panel.current()?.room.id;
    if (room === undefined) return "";
    const response = await fetch(attachmentPaths.one(organization, room, props.file.id), {
      headers: panel.api.headersFor(visitor.id),
      credentials: "same-origin",
    });
    if (!response.ok) throw new Error("the file was refused");
    const address = URL.createObjectURL(await response.blob());
    addresses.push(address);
    return address;
  }

  const [picture] = createResource(async () => (isImage(props.file) ? load().catch(() => "") : ""));

  async function download(): Promise<void> {
    try {
      const link = document.createElement("a");
      link.href = await load();
      link.download = props.file.name;
      link.click();
    } catch (error) {
      panel.failed(error);
    }
  }

  return (
    <li class="file">
      <Show when={picture.latest}>
        {(address) => (
          <img class="file__picture" src={address()} alt={t("picture", { name: props.file.name })} />
        )}
      </Show>
      <Icon of="doc" />
      <span class="file__text">
        <b dir="auto">{props.file.name}</b>
        <span>{formatBytes(props.file.bytes)}</span>
      </span>
      <button
        type="button"
        class="icon-button"
        aria-label={t("download", { name: props.file.name })}
        onClick={() => void download()}
      >
        <Icon of="download" />
      </button>
    </li>
  );
}
