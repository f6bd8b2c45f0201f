import { createSignal, Show } from "solid-js";
import type { Me } from "../../../shared/api.ts";
import { useSession } from "../../parts/contexts/session.tsx";
import { AuthFrame } from "./auth-frame.tsx";
import { SignInForm } from "./sign-in-form.tsx";

/** Shown in a tab of `owner` after somebody else has signed in in this browser. `owner` can sign in again here, and goes on. */
export default function OtherPersonPage(props: { owner: Me; now: Me }) {
  const session = useSession();
  const [isBack, setBack] = createSignal(false);
  return (
    <AuthFrame
      title={`${props.now.user.name} is signed in now`}
      lead={
        <>
          This page was opened for <span class="name">{props.owner.user.name}</span> ({props.owner.user.email}
          ). Nothing is sent from it any more. What was not sent yet is kept on this device until{" "}
          <span class="name">{props.owner.user.name}</span> signs in here again.
        </>
      }
    >
      <div class="form">
        <button type="button" class="button button--primary" onClick={() => location.reload()}>
          Go on as {props.now.user.name}
        </button>
        <Show
          when={isBack()}
          fallback={
            <button type="button" class="button" onClick={() => setBack(true)}>
              Sign in as {props.owner.user.name}
            </button>
          }
        >
          <SignInForm email={props.owner.user.email} onDone={() => session.refresh()} />
        </Show>
      </div>
    </AuthFrame>
  );
}
