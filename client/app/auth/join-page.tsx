import { A, Navigate, useLocation } from "@solidjs/router";
import { createResource, createSignal, Match, Show, Switch } from "solid-js";
import {
  paths,
  type InvitationPreview,
  type InvitationToken,
  type Me,
  type OrganizationSummary,
} from "../../../shared/api.ts";
import { formatList, isolated } from "../../ui/format.ts";
import { Spinner } from "../../ui/spinner.tsx";
import { call } from "../../parts/lib/http.ts";
import { useSession } from "../../parts/contexts/session.tsx";
import { FormError } from "../../parts/form/form-error.tsx";
import { AuthFrame } from "./auth-frame.tsx";
import { createSubmit } from "../../parts/form/create-submit.ts";
import { SignInForm } from "./sign-in-form.tsx";
import { SignedInAs } from "./signed-in-as.tsx";
import { SignUpForm } from "./sign-up-form.tsx";
import { t } from "../../words/auth.ts";

/**
 * `/join#<token>`: the token stands behind the `#`, because browsers do not send that part. So it appears in no server log and no Referer
 * header.
 */
export default function JoinPage() {
  const location = useLocation();
  const token = () => decodeURIComponent(location.hash.slice(1));
  const [preview] = createResource(token, previewOf);
  return (
    <Switch
      fallback={
        <AuthFrame title={t("lookingUpInvitation")}>
          <Spinner label={t("loading")} />
        </AuthFrame>
      }
    >
      <Match when={token() === "" || preview.error}>
        <AuthFrame
          title={t("invitationNotValid")}
          lead={t("invitationNotValidAbout")}
          foot={<A href="/">{t("goToParley")}</A>}
        >
          {null}
        </AuthFrame>
      </Match>
      <Match when={preview()}>{(found) => <Arrival token={token()} preview={found()} />}</Match>
    </Switch>
  );
}

/** Whoever is a member already just enters, whatever has become of the link. */
function Arrival(props: { token: string; preview: InvitationPreview }) {
  const session = useSession();
  const membership = () => {
    const state = session.state();
    if (state.type !== "known") return undefined;
    return state.me.organizations.find(({ id }) => id === props.preview.organizationId);
  };
  return (
    <Switch fallback={<Invitation token={props.token} preview={props.preview} />}>
      <Match when={session.state().type === "loading"}>
        <AuthFrame title={t("lookingUpInvitation")}>
          <Spinner label={t("loading")} />
        </AuthFrame>
      </Match>
      <Match when={membership()}>
        {(organization) => <Navigate href={`/${organization().id}/${organization().welcomeRoom}`} />}
      </Match>
      <Match when={endedTitle(props.preview.state)}>
        {(title) => (
          <AuthFrame
            title={title()}
            lead={t.rich("askForNewInvitation", namesOf(props.preview))}
            foot={<A href="/">{t("goToParley")}</A>}
          >
            {null}
          </AuthFrame>
        )}
      </Match>
    </Switch>
  );
}

function endedTitle(state: InvitationPreview["state"]): string | undefined {
  switch (state) {
    case "open":
      return undefined;
    case "revoked":
      return t("invitationRevoked");
    case "expired":
      return t("invitationExpired");
    case "usedUp":
      return t("invitationUsedUp");
  }
}

/** The names in a sentence about an invitation. */
const namesOf = (preview: InvitationPreview) => ({
  name: <span class="name">{preview.invitedBy}</span>,
  organization: <span class="name">{preview.organization}</span>,
});

function Invitation(props: { token: string; preview: InvitationPreview }) {
  const session = useSession();
  const [hasAccount, setHasAccount] = createSignal(false);
  const me = () => {
    const state = session.state();
    return state.type === "known" ? state.me : undefined;
  };
  async function join(): Promise<void> {
    const organization = await accept({ token: props.token });
    await session.enter(`/${organization.id}/${organization.welcomeRoom}`);
  }
  return (
    <AuthFrame
      title={t("joinOrganization", { organization: props.preview.organization })}
      lead={
        <>
          {t.rich(
            props.preview.role === "admin" ? "invitesYouAsAdmin" : "invitesYou",
            namesOf(props.preview),
          )}
          <Show when={props.preview.domain}>
            {(domain) => <> {t.rich("invitationForDomain", { domain: <b>{domain()}</b> })}</>}
          </Show>
        </>
      }
      foot={
        <Show when={!me()}>
          <button type="button" class="link-button" onClick={() => setHasAccount(!hasAccount())}>
            {hasAccount() ? t("imNewHere") : t("iHaveAnAccount")}
          </button>
        </Show>
      }
    >
      <Show
        when={me()}
        fallback={
          <Show when={hasAccount()} fallback={<SignUpForm founds={false} onDone={join} />}>
            <SignInForm onDone={join} />
          </Show>
        }
      >
        {(known) => <JoinAs me={known()} organization={props.preview.organization} join={join} />}
      </Show>
    </AuthFrame>
  );
}

function JoinAs(props: { me: Me; organization: string; join: () => Promise<void> }) {
  const session = useSession();
  const form = createSubmit(() => props.join());
  return (
    <form class="form" onSubmit={form.onSubmit}>
      <SignedInAs me={props.me} />
      <Show when={props.me.organizations.length > 0}>
        <p>
          {t("inOthersToo", {
            organizations: formatList(props.me.organizations.map(({ name }) => isolated(name))),
            organization: isolated(props.organization),
          })}
        </p>
      </Show>
      <FormError message={form.error()} />
      <button class="button button--primary" disabled={form.busy()}>
        {t("joinAs", { name: props.me.user.name })}
      </button>
      <button type="button" class="button" onClick={() => void session.signOut()}>
        {t("useAnotherAccount")}
      </button>
    </form>
  );
}

const previewOf = (token: string): Promise<InvitationPreview> =>
  call("POST", paths.invitationPreview, { token } satisfies InvitationToken);

const accept = (token: InvitationToken): Promise<OrganizationSummary> =>
  call("POST", paths.invitationAccept, token);
