import { A } from "@solidjs/router";
import { For, Match, Show, Switch } from "solid-js";
import { knowledgePaths, type Document } from "../../../../shared/knowledge.ts";
import { Icon } from "../../../ui/icon.tsx";
import { call } from "../../../parts/lib/http.ts";
import { createAction } from "../../../parts/form/create-action.ts";
import { useClient } from "../../../parts/contexts/client-context.ts";
import { mayWorkLater } from "../document-stages.ts";
import { factsOf, failureWords } from "../document-words.ts";
import { DocumentMenu } from "./document-menu.tsx";
import { DocumentNotices } from "./document-notices.tsx";
import { StageBar } from "./stage-bar.tsx";
import { versionWords } from "./version-words.ts";
import { t } from "../../../words/knowledge.ts";

export function DocumentItem(props: {
  document: Document;
  onTag: (tag: string) => void;
  onChanged: (document: Document) => void;
  onEdit: () => void;
  onDelete: () => void;
}) {
  const { organization } = useClient();
  const retry = createAction(async () => {
    const path = knowledgePaths.documentPart(organization, props.document.id, "retry");
    props.onChanged(await call<Document>("POST", path, {}));
  });
  const canBeRead = () => props.document.readyVersion !== null;
  return (
    <li class="document" data-state={props.document.state}>
      <span class="document__icon">
        <Icon
          name={
            props.document.source === "address" ? "link" : props.document.kind === "note" ? "edit" : "file"
          }
        />
      </span>
      <div class="document__texts">
        <Show
          when={canBeRead()}
          fallback={
            <p class="document__title name one-line" dir="auto">
              {props.document.title}
            </p>
          }
        >
          <A
            class="document__title document__title--link name one-line"
            dir="auto"
            href={`/${organization}/documents/${props.document.id}`}
          >
            {props.document.title}
          </A>
        </Show>
        <p class="document__facts">{factsOf(props.document)}</p>
        <Switch fallback={<StageBar document={props.document} />}>
          <Match when={props.document.state === "ready"}>
            <DocumentNotices notices={props.document.notices} />
          </Match>
          <Match when={props.document.state === "failed"}>
            <p class="document__failure">
              <Icon name="warning" size={14} />
              <span>
                {failureWords(props.document.failure)} {versionWords(props.document)}
              </span>
            </p>
          </Match>
        </Switch>
        <Show when={retry.error()}>
          <p class="document__failure" role="alert">
            {retry.error()}
          </p>
        </Show>
        <Show when={props.document.tags.length > 0}>
          <ul class="plain tags" aria-label={t("tagsLabel")}>
            <For each={props.document.tags}>
              {(tag) => (
                <li>
                  <button
                    type="button"
                    class="tag name"
                    title={t("showTag")}
                    onClick={() => props.onTag(tag)}
                  >
                    {tag}
                  </button>
                </li>
              )}
            </For>
          </ul>
        </Show>
      </div>
      <Show
        when={
          props.document.state === "failed" &&
          props.document.mayManage &&
          mayWorkLater(props.document.failure)
        }
      >
        <button
          type="button"
          class="button button--small"
          aria-label={t("tryTitleAgain", { title: props.document.title })}
          onClick={retry.run}
        >
          {t("tryAgain")}
        </button>
      </Show>
      <DocumentMenu document={props.document} onEdit={props.onEdit} onDelete={props.onDelete} />
    </li>
  );
}
