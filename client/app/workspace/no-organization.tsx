import { A, useParams } from "@solidjs/router";
import { Show } from "solid-js";
import type { Me } from "../../../shared/api.ts";
import { AuthFrame } from "../auth/auth-frame.tsx";
import { useSession } from "../../parts/contexts/session.tsx";
import { lastOrganization } from "../../parts/lib/last-organization.ts";
import { OrganizationForm } from "./organization-dialog.tsx";

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
          title="You are in no organization"
          lead="Found one, or open the invitation link that someone sent you."
          foot={
            <button type="button" class="link-button" onClick={() => void session.signOut()}>
              Sign out
            </button>
          }
        >
          <OrganizationForm />
        </AuthFrame>
      }
    >
      {(organization) => (
        <AuthFrame
          title="Not found"
          lead={
            params["organization"] ? "This address does not exist, or it is not yours to see." : undefined
          }
          foot={<A href={`/${organization().id}`}>Go to {organization().name}</A>}
        >
          {null}
        </AuthFrame>
      )}
    </Show>
  );
}
