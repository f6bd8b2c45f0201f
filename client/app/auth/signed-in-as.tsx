import type { Me } from "../../../shared/api.ts";

/** Says on a page that anybody may open who is signed in. */
export function SignedInAs(props: { me: Me }) {
  return (
    <p>
      You are signed in as <span class="name">{props.me.user.name}</span> ({props.me.user.email}).
    </p>
  );
}
