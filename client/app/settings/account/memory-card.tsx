import { createSignal, onMount, Show } from "solid-js";
import { accountPaths, type Account, type ChangeAccount } from "../../../../shared/account.ts";
import type { Me } from "../../../../shared/api.ts";
import { createAction } from "../../../parts/form/create-action.ts";
import { FormError } from "../../../parts/form/form-error.tsx";
import { call } from "../../../parts/lib/http.ts";
import { MemoryList } from "../../../parts/memory/memory-list.tsx";
import { Select } from "../../../ui/select.tsx";
import { t } from "../../../words/memory.ts";
import { Check } from "../check.tsx";

/** What is remembered about the person, in each of their organizations. */
export default function MemoryCard(props: {
  account: Account;
  me: Me;
  onChanged: (account: Account, words: string) => void;
}) {
  const [chosen, setChosen] = createSignal(props.me.organizations[0]?.id);
  const organization = () => props.me.organizations.find(({ id }) => id === chosen());
  const [wanted, setWanted] = createSignal(props.account.memory);
  const change = createAction(async () => {
    const body: ChangeAccount = { memory: wanted() };
    props.onChanged(await call<Account>("PATCH", accountPaths.account, body), t("saved"));
  });
  let section: HTMLElement | undefined;
  // A context receipt leads here, and the card is loaded after the page.
  onMount(() => {
    if (location.hash === "#memory") section?.scrollIntoView();
  });
  return (
    <section ref={section} class="profile__section" id="memory" aria-labelledby="memory-heading">
      <h2 id="memory-heading">{t("aboutYou")}</h2>
      <p class="profile__about">{t("aboutYouLead")}</p>
      <Check
        label={t("rememberMe")}
        about={t("rememberMeAbout")}
        checked={props.account.memory}
        onValue={(value) => {
          setWanted(value);
          void change.run();
        }}
      />
      <FormError message={change.error()} />
      <Show when={props.me.organizations.length > 1}>
        <Select
          label={t("ofOrganization")}
          value={chosen() ?? ""}
          options={props.me.organizations.map(({ id, name }) => ({ value: id, label: name }))}
          onValue={(value) => setChosen(props.me.organizations.find(({ id }) => id === value)?.id)}
        />
      </Show>
      <Show when={organization()} keyed>
        {({ id }) => (
          <MemoryList
            place={{ organization: id, scope: "person" }}
            mayChange
            off={props.account.memory ? t("organizationOff") : t("youOff")}
            stamp={props.account.memory}
          />
        )}
      </Show>
    </section>
  );
}
