import type { Me } from "../../../shared/api.ts";
import { t } from "../../words/auth.ts";

/** Says on a page that anybody may open who is signed in. */
export function SignedInAs(props: { me: Me }) {
  return (
    <p>
      {t.rich("signedInAs", {
        name: <span class="name">{props.me.user.name}</span>,
        email: props.me.user.email,
      })}
    </p>
  );
}
