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
        <AuthFrame title="Looking up your invitation…">
          <Spinner label="Loading" />
        </AuthFrame>
      }
    >
      <Match when={token() === "" || preview.error}>
        <AuthFrame
          title="This invitation is not valid"
          lead="It may have expired, or it has been used. Ask the person who invited you for a new link."
          foot={<A href="/">Go to Parley</A>}
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
        <AuthFrame title="Looking up your invitation…">
          <Spinner label="Loading" />
        </AuthFrame>
      </Match>
      <Match when={membership()}>
        {(organization) => <Navigate href={`/${organization().id}/${organization().welcomeRoom}`} />}
      </Match>
      <Match when={endedTitles[props.preview.state]}>
        {(title) => (
          <AuthFrame
            title={title()}
            lead={
              <>
                Ask <span class="name">{props.preview.invitedBy}</span> for a new link to{" "}
                <span class="name">{props.preview.organization}</span>.
              </>
            }
            foot={<A href="/">Go to Parley</A>}
          >
            {null}
          </AuthFrame>
        )}
      </Match>
    </Switch>
  );
}

const endedTitles: Record<InvitationPreview["state"], string | undefined> = {
  open: undefined,
  revoked: "This invitation has been revoked",
  expired: "This invitation has expired",
  usedUp: "This invitation has been used up",
};

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
      title={`Join ${props.preview.organization}`}
      lead={
        <>
          <span class="name">{props.preview.invitedBy}</span> invites you to{" "}
          <span class="name">{props.preview.organization}</span> on Parley
          {props.preview.role === "admin" ? ", as an admin" : ""}.
          <Show when={props.preview.domain}>
            {(domain) => (
              <>
                {" "}
                The invitation is for e-mail addresses at <b>{domain()}</b>.
              </>
            )}
          </Show>
        </>
      }
      foot={
        <Show when={!me()}>
          <button type="button" class="link-button" onClick={() => setHasAccount(!hasAccount())}>
            {hasAccount() ? "I'm new here" : "I already have an account"}
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
          You are in {formatList(props.me.organizations.map(({ name }) => isolated(name)))} already. You will
          be in {isolated(props.organization)} too, with the same account.
        </p>
      </Show>
      <FormError message={form.error()} />
      <button class="button button--primary" disabled={form.busy()}>
        Join as {props.me.user.name}
      </button>
      <button type="button" class="button" onClick={() => void session.signOut()}>
        Use another account
      </button>
    </form>
  );
}

const previewOf = (token: string): Promise<InvitationPreview> =>
  call("POST", paths.invitationPreview, { token } satisfies InvitationToken);

const accept = (token: InvitationToken): Promise<OrganizationSummary> =>
  call("POST", paths.invitationAccept, token);
