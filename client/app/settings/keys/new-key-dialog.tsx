import { createMemo, createSignal, For, Show } from "solid-js";
import { isOrganizationId, isUserId, type UserId } from "../../../../shared/ids.ts";
import {
  KEY_REQUESTS,
  keyPaths,
  MAX_KEY_REQUESTS,
  MAX_KEYS,
  type MadeKey,
  type NewKey,
} from "../../../../shared/keys.ts";
import { MAX_NAME_LENGTH } from "../../../../shared/limits.ts";
import { capabilitiesOf, type Capability } from "../../../../shared/permissions.ts";
import { createRequestKey } from "../../../parts/form/create-request-key.ts";
import { FormDialog } from "../../../parts/form/form-dialog.tsx";
import { call } from "../../../parts/lib/http.ts";
import { OwnProblem } from "../../../parts/lib/own-problem.ts";
import { ParleyError } from "../../../sdk/parley-error.ts";
import { Field } from "../../../ui/field.tsx";
import { formatNumber } from "../../../ui/format.ts";
import { Select } from "../../../ui/select.tsx";
import { t } from "../../../words/keys.ts";
import { Check } from "../check.tsx";
import type { KeyPlace } from "./asked-key.ts";
import { aboutScope } from "./key-words.ts";

const LIFETIMES_DAYS = [30, 90, 365] as const;
const NEVER = "never";
const ME = "me";
/** What most programs need. */
const FIRST_SCOPES: readonly Capability[] = ["read", "write"];

export function NewKeyDialog(props: {
  me: { id: UserId; name: string };
  places: readonly KeyPlace[];
  service: UserId | undefined;
  onMade: (made: MadeKey) => void;
  onClose: () => void;
}) {
  const [name, setName] = createSignal("");
  const [organization, setOrganization] = createSignal(props.places[0]?.organization.id);
  const [actsAs, setActsAs] = createSignal<string>(props.service ?? ME);
  const [wanted, setWanted] = createSignal<readonly Capability[]>(FIRST_SCOPES);
  const [days, setDays] = createSignal("90");
  const [limit, setLimit] = createSignal(String(KEY_REQUESTS));
  const place = () => props.places.find((one) => one.organization.id === organization());
  const service = () => place()?.services.find(({ id }) => id === actsAs());
  const offered = createMemo(() => {
    const role = service()?.role ?? place()?.organization.role;
    return role === undefined ? [] : capabilitiesOf(role, "organization");
  });
  const scopes = () => offered().filter((scope) => wanted().includes(scope));
  const perMinute = () => (/^\d{1,5}$/.test(limit().trim()) ? Number(limit()) : 0);
  const isLimit = () => perMinute() >= 1 && perMinute() <= MAX_KEY_REQUESTS;
  const keyOf = createRequestKey();
  async function make(): Promise<"stay"> {
    const where = organization();
    if (where === undefined) return "stay";
    const chosen = service()?.id;
    const body: NewKey = {
      name: name().trim(),
      scopes: scopes(),
      days: days() === NEVER ? null : Number(days()),
      perMinute: perMinute(),
      ...(chosen !== undefined && { service: chosen }),
    };
    try {
      props.onMade(await call<MadeKey>("POST", keyPaths.all(where), body, keyOf(body)));
      return "stay";
    } catch (error) {
      throw inWords(error);
    }
  }
  const named = () => props.places.flatMap(({ services }) => services).find(({ id }) => id === props.service);
  return (
    <FormDialog
      title={named() ? t("newKeyFor", { name: named()?.name ?? "" }) : t("newKey")}
      save={t("make")}
      cancel={t("cancel")}
      disabled={name().trim() === "" || scopes().length === 0 || !isLimit()}
      onSave={make}
      onClose={() => props.onClose()}
    >
      <Field
        label={t("name")}
        hint={t("nameHint")}
        required
        autofocus
        autocomplete="off"
        maxLength={MAX_NAME_LENGTH}
        value={name()}
        onValue={setName}
      />
      <Show when={props.places.length > 1}>
        <Select
          label={t("organization")}
          value={organization() ?? ""}
          options={props.places.map(({ organization: { id, name: label } }) => ({ value: id, label }))}
          onValue={(value) => isOrganizationId(value) && setOrganization(value)}
        />
      </Show>
      <Show when={props.service === undefined && (place()?.services.length ?? 0) > 0}>
        <Select
          label={t("actsAsField")}
          value={actsAs()}
          options={[
            { value: ME, label: t("me", { name: props.me.name }) },
            ...(place()?.services ?? []).map((each) => ({
              value: each.id,
              label: t("bot", { name: each.name }),
            })),
          ]}
          onValue={(value) => (value === ME || isUserId(value)) && setActsAs(value)}
        />
      </Show>
      <fieldset class="choices">
        <legend class="field__label">{t("mayField")}</legend>
        <p class="field__hint">{t("mayHint")}</p>
        <For each={offered()}>
          {(scope) => (
            <Check
              label={t(scope)}
              about={t(aboutScope[scope])}
              checked={wanted().includes(scope)}
              onValue={(on) =>
                setWanted((all) => [...all.filter((one) => one !== scope), ...(on ? [scope] : [])])
              }
            />
          )}
        </For>
        <Show when={scopes().length === 0}>
          <p class="field__error" role="alert">
            {t("chooseScope")}
          </p>
        </Show>
      </fieldset>
      <Select
        label={t("expiry")}
        value={days()}
        options={[
          ...LIFETIMES_DAYS.map((count) => ({ value: String(count), label: t("afterDays", { count }) })),
          { value: NEVER, label: t("never") },
        ]}
        onValue={setDays}
        {...(days() === NEVER && { hint: t("neverAbout") })}
      />
      <Field
        label={t("limit")}
        hint={t("limitHint", { most: formatNumber(MAX_KEY_REQUESTS) })}
        inputmode="numeric"
        autocomplete="off"
        required
        value={limit()}
        onValue={setLimit}
        error={isLimit() ? undefined : t("limitProblem", { most: formatNumber(MAX_KEY_REQUESTS) })}
      />
    </FormDialog>
  );
}

const inWords = (error: unknown): unknown =>
  error instanceof ParleyError && error.code === "too_many"
    ? new OwnProblem("too_many", t("tooManyKeys", { count: MAX_KEYS }))
    : error;
