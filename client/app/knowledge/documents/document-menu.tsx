import { Show } from "solid-js";
import { knowledgePaths, type Document } from "../../../../shared/knowledge.ts";
import { Icon } from "../../../ui/icon.tsx";
import { Popover } from "../../../ui/popover.tsx";
import { addressForMe } from "../../../parts/lib/http.ts";
import { useClient } from "../../../parts/contexts/client-context.ts";
import { uploadVersion } from "../add/uploads.ts";
import { t } from "../../../words/knowledge.ts";

/** Actions on a document: download the original, add a version, delete. */
export function DocumentMenu(props: { document: Document; onEdit: () => void; onDelete: () => void }) {
  const { organization } = useClient();
  let input: HTMLInputElement | undefined;
  const original = () =>
    addressForMe(knowledgePaths.documentPart(organization, props.document.id, "original"));
  return (
    <>
      <Popover
        label={t("actionsFor", { title: props.document.title })}
        trigger={<Icon name="more" size={20} />}
        class="menu"
      >
        {(close) => {
          const choose = (act: () => void) => () => {
            close();
            act();
          };
          return (
            <>
              <a class="menu__item menu__link" href={original()} download="" onClick={close} target="_self">
                <Icon name="download" /> {t("downloadOriginal")}
              </a>
              <Show when={props.document.mayManage}>
                <Show when={props.document.kind === "note"}>
                  <button type="button" class="menu__item" onClick={choose(props.onEdit)}>
                    <Icon name="edit" /> {t("editTheNote")}
                  </button>
                </Show>
                <Show when={props.document.source === "upload"}>
                  <button type="button" class="menu__item" onClick={choose(() => input?.click())}>
                    <Icon name="upload" /> {t("replace")}
                  </button>
                </Show>
                <button type="button" class="menu__item menu__item--danger" onClick={choose(props.onDelete)}>
                  <Icon name="trash" /> {t("delete")}
                </button>
              </Show>
            </>
          );
        }}
      </Popover>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t("newVersionOf", { title: props.document.title })}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          const { library, id } = props.document;
          if (file) uploadVersion(organization, library, id, file);
          event.currentTarget.value = "";
        }}
      />
    </>
  );
}
