import { createMemo, createResource, createSignal, Show } from "solid-js";
import type { Me } from "../../../../shared/api.ts";
import { keyPaths, type OwnKey } from "../../../../shared/keys.ts";
import { call } from "../../../parts/lib/http.ts";
import { keptById } from "../../../parts/lib/kept-by-id.ts";
import { Loaded } from "../../../parts/lib/loaded.tsx";
import { t } from "../../../words/keys.ts";
import type { AskedKey } from "../keys/asked-key.ts";
import { KeyDialogs } from "../keys/key-dialogs.tsx";
import { KeyList } from "../keys/key-list.tsx";

/** The person's own keys in all organizations. `onSaid`: what a screen reader is told. */
export default function KeysCard(props: { me: Me; onSaid: (words: string) => void }) {
  const [keys, { refetch }] = createResource(() => call<OwnKey[]>("GET", keyPaths.own), {
    storage: keptById,
  });
  const [asked, setAsked] = createSignal<AskedKey>();
  const places = createMemo(() =>
    props.me.organizations.map((organization) => ({ organization, services: [] })),
  );
  return (
    <section class="profile__section" aria-labelledby="keys-heading">
      <h2 id="keys-heading">{t("keys")}</h2>
      <p class="profile__about">
        {t("aboutOwn")}{" "}
        <a class="keys__docs" href="/developers" target="_blank" rel="noopener">
          {t("forDevelopers")}
        </a>
      </p>
      <div class="account-keys">
        <Loaded resource={keys} onRetry={() => void refetch()}>
          {(list) => <KeyList keys={list()} me={props.me.user.id} inAccount onAsk={setAsked} />}
        </Loaded>
      </div>
      <Show when={places().length > 0}>
        <button type="button" class="button button--small" onClick={() => setAsked({ type: "make" })}>
          {t("newKey")}
        </button>
      </Show>
      <KeyDialogs
        me={props.me.user}
        places={places()}
        asked={asked()}
        onClose={() => setAsked(undefined)}
        onChanged={(said) => {
          if (said !== undefined) props.onSaid(said);
          void refetch();
        }}
      />
    </section>
  );
}
