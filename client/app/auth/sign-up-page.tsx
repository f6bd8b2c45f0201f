import { A, Navigate } from "@solidjs/router";
import { createSignal, Show } from "solid-js";
import type { OrganizationSummary } from "../../../shared/api.ts";
import { useSession } from "../../parts/contexts/session.tsx";
import { AuthFrame } from "./auth-frame.tsx";
import { SignUpForm } from "./sign-up-form.tsx";
import { t } from "../../words/auth.ts";

/** `/sign-up`: leads on whoever is signed in already. */
export default function SignUpPage() {
  const session = useSession();
  /** The new account is signed in before its organization is founded. Only then does the page lead on. */
  const [isBusy, setBusy] = createSignal(false);
  const enter = (organization: OrganizationSummary | null): Promise<void> =>
    session.enter(organization ? `/${organization.id}/${organization.welcomeRoom}` : "/");
  return (
    <Show when={isBusy() || session.state().type !== "known"} fallback={<Navigate href="/" />}>
      <AuthFrame
        title={t("createYourOrganization")}
        lead={t("aboutParley")}
        foot={t.rich("haveAccount", { signIn: <A href="/sign-in">{t("signIn")}</A> })}
      >
        <SignUpForm founds onBegin={() => setBusy(true)} onDone={enter} />
      </AuthFrame>
    </Show>
  );
}
