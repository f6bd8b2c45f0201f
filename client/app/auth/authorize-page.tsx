import { A, useLocation } from "@solidjs/router";
import { createResource, createSignal, For, Match, Show, Switch, type Accessor } from "solid-js";
import type { Me } from "../../../shared/api.ts";
import { isOrganizationId } from "../../../shared/ids.ts";
import {
  oauthPaths,
  type OAuthConsent,
  type OAuthQuery,
  type OAuthRequest,
  type OAuthScope,
} from "../../../shared/oauth.ts";
import { SignedInOnly } from "../../parts/contexts/signed-in-only.tsx";
import { useSession } from "../../parts/contexts/session.tsx";
import { createAction } from "../../parts/form/create-action.ts";
import { FormError } from "../../parts/form/form-error.tsx";
import { call, messageOf } from "../../parts/lib/http.ts";
import { isolated } from "../../ui/format.ts";
import { Select } from "../../ui/select.tsx";
import { Spinner } from "../../ui/spinner.tsx";
import { t } from "../../words/authorize.ts";
import { AuthFrame } from "./auth-frame.tsx";
import { SignedInAs } from "./signed-in-as.tsx";

/** `/oauth/authorize?client_id=…`: an app asks to act as the person. */
export default function AuthorizePage() {
  return <SignedInOnly>{(me) => <Authorize me={me} />}</SignedInOnly>;
}

type Asked = Extract<OAuthRequest, { type: "ask" }>;

function Authorize(props: { me: Accessor<Me> }) {
  const session = useSession();
  const query = queryIn(new URLSearchParams(useLocation().search));
  const [left, setLeft] = createSignal(false);
  /** The page stays where a program on the device takes the address. */
  function leave(address: string): void {
    setLeft(true);
    location.assign(address);
  }
  const [request] = createResource(async () => {
    const found = await call<OAuthRequest>("POST", oauthPaths.request, query);
    if (found.type === "refused") leave(found.redirect);
    return found;
  });
  const asked = (): Asked | undefined => {
    const found = request.error ? undefined : request();
    return found?.type === "ask" ? found : undefined;
  };
  return (
    <Switch
      fallback={
        <AuthFrame title={t("loading")}>
          <Spinner label={t("loading")} />
        </AuthFrame>
      }
    >
      <Match when={left()}>
        <AuthFrame title={t("done")} lead={t("doneAbout")} foot={<A href="/">{t("goToParley")}</A>}>
          {null}
        </AuthFrame>
      </Match>
      <Match when={request.error}>
        {(error) => (
          <AuthFrame
            title={t("notPossible")}
            lead={t("notPossibleAbout", { problem: messageOf(error()) })}
            foot={<A href="/">{t("goToParley")}</A>}
          >
            {null}
          </AuthFrame>
        )}
      </Match>
      <Match when={asked()}>
        {(found) => (
          <AuthFrame
            title={t("title", { name: isolated(found().app.name) })}
            lead={<SignedInAs me={props.me()} />}
            foot={
              <button type="button" class="button" onClick={() => void session.signOut()}>
                {t("useAnotherAccount")}
              </button>
            }
          >
            <Show when={props.me().organizations.length > 0} fallback={<p>{t("noOrganization")}</p>}>
              <Consent asked={found()} me={props.me()} query={query} onDecided={leave} />
            </Show>
          </AuthFrame>
        )}
      </Match>
    </Switch>
  );
}

function Consent(props: { asked: Asked; me: Me; query: OAuthQuery; onDecided: (redirect: string) => void }) {
  const { app, scopes } = props.asked;
  const [organization, setOrganization] = createSignal<string>(props.me.organizations[0]?.id ?? "");
  const [chosen, setChosen] = createSignal<readonly OAuthScope[]>(scopes);
  const decide = createAction(async (grant: OAuthConsent["grant"]) => {
    const body: OAuthConsent = { query: props.query, grant };
    props.onDecided((await call<{ redirect: string }>("POST", oauthPaths.consent, body)).redirect);
  });
  function allow(): void {
    const id = organization();
    if (isOrganizationId(id)) void decide.run({ organization: id, scopes: [...chosen()] });
  }
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        allow();
      }}
    >
      <p>{t("about")}</p>
      <p>
        <strong dir="ltr">{app.host}</strong>
        <br />
        {t("notChecked")}{" "}
        {app.returnsTo === null ? t("returnsHere") : t("returnsTo", { host: isolated(app.returnsTo) })}
      </p>
      <Select
        label={t("organization")}
        value={organization()}
        onValue={setOrganization}
        options={props.me.organizations.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <fieldset class="auth__scopes">
        <legend class="field__label">{t("may")}</legend>
        <For each={scopes}>
          {(scope) => (
            <label class="auth__scope">
              <input
                type="checkbox"
                checked={chosen().includes(scope)}
                // What reads nothing can do nothing here.
                disabled={scope === "read"}
                onChange={(event) => setChosen(toggled(chosen(), scope, event.currentTarget.checked))}
              />
              <span>
                <span class="auth__scope-name">{t(scope)}</span>
                <span class="field__hint">{t(scope === "read" ? "readAbout" : "writeAbout")}</span>
              </span>
            </label>
          )}
        </For>
      </fieldset>
      <p class="field__hint">{t("ends")}</p>
      <FormError message={decide.error()} />
      <div class="auth__decide">
        <button type="button" class="button" disabled={decide.busy()} onClick={() => void decide.run(null)}>
          {t("refuse")}
        </button>
        <button class="button button--primary" disabled={decide.busy() || chosen().length === 0}>
          {t("allow")}
        </button>
      </div>
    </form>
  );
}

const toggled = (all: readonly OAuthScope[], scope: OAuthScope, on: boolean): readonly OAuthScope[] =>
  on ? [...all, scope] : all.filter((each) => each !== scope);

/** As the app has written it. The server checks it. */
function queryIn(params: URLSearchParams): OAuthQuery {
  const optional = (name: keyof OAuthQuery) => ({ [name]: params.get(name) ?? undefined });
  return {
    client_id: params.get("client_id") ?? "",
    redirect_uri: params.get("redirect_uri") ?? "",
    ...optional("response_type"),
    ...optional("code_challenge"),
    ...optional("code_challenge_method"),
    ...optional("scope"),
    ...optional("state"),
    ...optional("resource"),
  };
}
