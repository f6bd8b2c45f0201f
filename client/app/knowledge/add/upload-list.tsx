import { For, Show } from "solid-js";
import type { LibraryId } from "../../../../shared/ids.ts";
import { formatPercent, sizeWords } from "../../../ui/format.ts";
import { Icon } from "../../../ui/icon.tsx";
import { IconButton } from "../../../ui/icon-button.tsx";
import { ProgressMeter } from "../../../ui/progress-meter.tsx";
import { cancelUpload, retryUpload, uploadsOf, type Upload } from "./uploads.ts";
import { t } from "../../../words/knowledge.ts";

/** Uploads into a library. A file leaves the list when it has become a document. */
export function UploadList(props: { library: LibraryId }) {
  return (
    <Show when={uploadsOf(props.library).length > 0}>
      <ul class="plain documents" aria-label={t("uploads")}>
        <For each={uploadsOf(props.library)}>{(upload) => <UploadItem upload={upload} />}</For>
      </ul>
    </Show>
  );
}

function UploadItem(props: { upload: Upload }) {
  const failed = () => props.upload.state === "failed";
  return (
    <li class="document">
      <span class="document__icon">
        <Icon name="upload" />
      </span>
      <div class="document__texts">
        <p class="document__title name one-line">{props.upload.name}</p>
        <Show
          when={failed()}
          fallback={
            <>
              <p class="document__facts">
                {sizeWords(props.upload.size)} ·{" "}
                {props.upload.state === "waiting"
                  ? t("waiting")
                  : t("sending", { share: formatPercent(props.upload.progress) })}
              </p>
              <ProgressMeter
                label={t("sendingName", { name: props.upload.name })}
                share={props.upload.progress}
              />
            </>
          }
        >
          <p class="document__failure">
            <Icon name="warning" size={14} /> {props.upload.problem}
          </p>
        </Show>
      </div>
      <Show when={failed() && props.upload.mayRetry}>
        <button type="button" class="button button--small" onClick={() => retryUpload(props.upload.id)}>
          {t("tryAgain")}
        </button>
      </Show>
      <IconButton
        icon="close"
        label={t(failed() ? "dismissName" : "cancelName", { name: props.upload.name })}
        title={t(failed() ? "dismiss" : "cancel")}
        onClick={() => cancelUpload(props.upload.id)}
      />
    </li>
  );
}
