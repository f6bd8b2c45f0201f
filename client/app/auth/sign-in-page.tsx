import { A, useNavigate, useSearchParams } from "@solidjs/router";
import { Show } from "solid-js";
import { useSession } from "../../parts/contexts/session.tsx";
import { AuthFrame } from "./auth-frame.tsx";
import { SignInForm } from "./sign-in-form.tsx";

export function SignInPage() {
  const session = useSession();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const ended = () => {
    const state = session.state();
    return state.type === "anonymous" && state.ended;
  };
  async function enter(): Promise<void> {
    await session.refresh();
    navigate(localPath(search["next"]), { replace: true });
  }
  return (
    <AuthFrame
      title="Sign in"
      lead={
        <Show when={ended()} fallback="Good to see you again.">
          Your session has ended. What you wrote is kept on this device.
        </Show>
      }
      foot={
        <>
          New here? <A href="/sign-up">Create an organization</A>
        </>
      }
    >
      <SignInForm onDone={enter} />
    </AuthFrame>
  );
}

/** Where to go after signing in. Only a path of this site is accepted; anything else would make this page an open redirect. */
function localPath(next: string | string[] | undefined): string {
  return typeof next === "string" && /^\/(?![/\\])/.test(next) ? next : "/";
}
