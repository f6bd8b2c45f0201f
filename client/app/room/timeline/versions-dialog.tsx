import { createResource, For, Show } from "solid-js";
import type { MessageVersion } from "../../../../shared/api-rooms.ts";
import type { Message } from "../../../../shared/protocol/events.ts";
import { roomPaths } from "../../../../shared/room-paths.ts";
import { useClient } from "../../../parts/contexts/client-context.ts";
import { call, messageOf } from "../../../parts/lib/http.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import { formatFull } from "../../../ui/format.ts";
import { Spinner } from "../../../ui/spinner.tsx";
import { useRoom } from "../room-context.tsx";
import { t } from "../../../words/room-life.ts";
import "./versions-dialog.css";

/** The texts of a message before each edit, the newest first. */
export default function VersionsDialog(props: { message: Message; onClose: () => void }) {
  const room = useRoom();
  const { organization } = useClient();
  const [earlier] = createResource(
    () => props.message.version,
    () => call<MessageVersion[]>("GET", roomPaths.versions(organization, room.room.id, props.message.seq)),
  );
  const shown = () => (earlier.error === undefined ? earlier.latest?.toReversed() : undefined);
  return (
    <Dialog title={t("versions")} onClose={() => props.onClose()}>
      <ol class="plain versions-list">
        <li>
          <p class="versions-list__about">{t("currentVersion")}</p>
          <p class="versions-list__text" dir="auto">
            {props.message.text}
          </p>
        </li>
        <For each={shown()}>
          {({ version, text, at }) => (
            <li>
              <p class="versions-list__about">{t("versionOf", { number: version, when: formatFull(at) })}</p>
              <p class="versions-list__text" dir="auto">
                {text}
              </p>
            </li>
          )}
        </For>
      </ol>
      <Show when={earlier.loading}>
        <Spinner label={t("loadingVersions")} />
      </Show>
      <Show when={earlier.error}>{(error) => <p role="alert">{messageOf(error())}</p>}</Show>
      <Show when={shown()?.length === 0}>
        <p>{t("noVersions")}</p>
      </Show>
    </Dialog>
  );
}
