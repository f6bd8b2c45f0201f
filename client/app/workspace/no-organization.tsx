import { A, useParams } from "@solidjs/router";
import { Show } from "solid-js";
import type { Me } from "../../../shared/api.ts";
import { AuthFrame } from "../auth/auth-frame.tsx";
import { useSession } from "../../parts/contexts/session.tsx";
import { lastOrganization } from "../../parts/lib/last-organization.ts";
import { OrganizationForm } from "./organization-dialog.tsx";
import { t } from "../../words/workspace-menus.ts";

/** Shown for an organization that the person is not in, or to a person who is in none. */
export default function NoOrganization(props: { me: Me }) {
  const params = useParams();
  const session = useSession();
  const other = () => lastOrganization(props.me);
  return (
    <Show
      when={other()}
      fallback={
        <AuthFrame
          title={t("inNoOrganization")}
          lead={t("foundOne")}
          foot={
            <button type="button" class="link-button" onClick={() => void session.signOut()}>
              {t("signOut")}
            </button>
          }
        >
          <OrganizationForm />
        </AuthFrame>
      }
    >
      {(organization) => (
        <AuthFrame
          title={t("notFound")}
          lead={params["organization"] ? t("notYours") : undefined}
          foot={<A href={`/${organization().id}`}>{t("goTo", { name: organization().name })}</A>}
        >
          {null}
        </AuthFrame>
      )}
    </Show>
  );
}
