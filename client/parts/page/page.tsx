import { A } from "@solidjs/router";
import { Show, type JSX } from "solid-js";
import { Icon } from "../../ui/icon.tsx";
import { useClient } from "../contexts/client-context.ts";
import { t } from "../../words/page-frame.ts";
import { t as inParts } from "../../words/parts.ts";
import { DocumentTitle } from "./document-title.tsx";
import "./page.css";

/** A page beside the sidebar: a header with a back link, and the content. */
export function Page(props: {
  title: string;
  about?: string | undefined;
  /** Where the back link leads. Without it, the link leads to the conversations and is shown on phones only. */
  back?: { path: string; name: string };
  actions?: JSX.Element;
  children: JSX.Element;
}) {
  const { organization } = useClient();
  return (
    <main id="content" class="page" aria-label={props.title}>
      <DocumentTitle name={props.title} />
      <header class="page__header">
        <A
          class="icon-button"
          classList={{ "page__back--phone": props.back === undefined }}
          href={`/${organization}${props.back ? `/${props.back.path}` : ""}`}
          aria-label={props.back ? t("backTo", { name: props.back.name }) : inParts("backToConversations")}
        >
          <Icon name="back" size={22} />
        </A>
        <div class="page__titles">
          <h1 class="page__title name one-line" dir="auto">
            {props.title}
          </h1>
          <Show when={props.about}>
            {(about) => (
              <p class="page__about one-line" dir="auto">
                {about()}
              </p>
            )}
          </Show>
        </div>
        {props.actions}
      </header>
      {props.children}
    </main>
  );
}
