import { A } from "@solidjs/router";
import { createResource, createSignal, For, onCleanup, onMount, Show, type Accessor } from "solid-js";
import { accountPaths, type Account } from "../../../../shared/account.ts";
import type { Me } from "../../../../shared/api.ts";
import { SignedInOnly } from "../../../parts/contexts/signed-in-only.tsx";
import { useSession } from "../../../parts/contexts/session.tsx";
import { call, messageOf } from "../../../parts/lib/http.ts";
import { Loaded } from "../../../parts/lib/loaded.tsx";
import { lazyPart } from "../../../parts/lib/lazy-part.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { DataCard } from "./data-card.tsx";
import { PictureHead } from "./picture-head.tsx";
import { ProfileCard } from "./profile-card.tsx";
import { SessionsCard } from "./sessions-card.tsx";
import { SignInCard } from "./sign-in-card.tsx";
import { t } from "../../../words/account.ts";
import "../settings.css";
import "./account.css";

const MemoryCard = lazyPart(() => import("./memory-card.tsx"));
const KeysCard = lazyPart(() => import("./keys-card.tsx"));

/** `/account`: the own account, in whichever organizations one is. */
export default function AccountPage() {
  return <SignedInOnly>{(me) => <Page me={me} />}</SignedInOnly>;
}

function Page(props: { me: Accessor<Me> }) {
  const session = useSession();
  const [account, { mutate, refetch }] = createResource(() => call<Account>("GET", accountPaths.account));
  const [said, setSaid] = createSignal("");
  onMount(() => (document.title = `${t("account")} · Parley`));
  onCleanup(() => (document.title = "Parley"));
  /** The rest of the app shows name, address and clock too. */
  function changed(next: Account, words: string): void {
    mutate(next);
    setSaid(words);
    void session.refresh();
  }
  const managed = () => props.me().organizations.filter(({ role }) => role !== "member");
  return (
    <div class="settings">
      <header class="settings__header">
        <A class="icon-button" href="/" aria-label={t("backToConversations")}>
          <Icon name="back" size={22} />
        </A>
        <p class="settings__organization name one-line">{t("settings")}</p>
      </header>
      <nav class="settings__nav" aria-label={t("settings")}>
        <p class="profile__group">{t("you")}</p>
        <A class="settings__link" href="/account" aria-current="page">
          {t("account")}
        </A>
        <For each={managed()}>
          {({ id, name }) => (
            <>
              <p class="profile__group name one-line" dir="auto">
                {name}
              </p>
              <A class="settings__link" href={`/${id}/settings`}>
                {t("organizationSettings")}
              </A>
            </>
          )}
        </For>
      </nav>
      <main class="settings__main">
        <div class="profile">
          <h1 class="profile__title">{t("account")}</h1>
          <p class="visually-hidden" role="status">
            {said()}
          </p>
          <Loaded resource={account} onRetry={() => void refetch()}>
            {(known) => (
              <>
                <PictureHead account={known()} organizations={props.me().organizations} onChanged={changed} />
                <Show when={known().mail && !known().emailVerified}>
                  <ConfirmNote />
                </Show>
                <ProfileCard account={known()} organizations={props.me().organizations} onChanged={changed} />
                <SignInCard account={known()} onChanged={changed} onStale={() => void refetch()} />
                <SessionsCard />
                <KeysCard me={props.me()} onSaid={setSaid} />
                <MemoryCard account={known()} me={props.me()} onChanged={changed} />
                <DataCard account={known()} />
              </>
            )}
          </Loaded>
        </div>
      </main>
    </div>
  );
}

function ConfirmNote() {
  const [state, setState] = createSignal<"idle" | "busy" | "sent" | string>("idle");
  async function ask(): Promise<void> {
    setState("busy");
    const problem = await call("POST", accountPaths.confirmation, {}).then(() => null, messageOf);
    setState(problem ?? "sent");
  }
  return (
    <div class="profile__note">
      <p role="status">
        {state() === "sent"
          ? t("mailOnItsWay")
          : ["idle", "busy"].includes(state())
            ? t("confirmEmail")
            : state()}
      </p>
      <button
        type="button"
        class="button button--small"
        disabled={state() === "busy"}
        onClick={() => void ask()}
      >
        {t("sendMail")}
      </button>
    </div>
  );
}
