import { A } from "@solidjs/router";
import { useClient } from "../../parts/contexts/client-context.ts";
import { DocumentTitle } from "../../parts/page/document-title.tsx";
import { StateMessage } from "../../ui/state.tsx";
import { t } from "../../words/pages.ts";
import "./no-room.css";

/** An address that cannot be one of a room. It gets the same words as a room that one may not see. */
export default function UnknownRoom() {
  const { organization } = useClient();
  return (
    <main id="content" class="no-room">
      <DocumentTitle name={undefined} />
      <StateMessage heads icon="warning" title={t("notFound")} live>
        <p>{t("noAccess")}</p>
        <A href={`/${organization}`}>{t("goToConversations")}</A>
      </StateMessage>
    </main>
  );
}
