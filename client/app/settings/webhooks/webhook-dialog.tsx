import { createSignal, For, Match, Show, Switch } from "solid-js";
import type { OrganizationId, RoomId } from "../../../../shared/ids.ts";
import { MAX_WEBHOOK_ADDRESS, MAX_WEBHOOK_NAME, MAX_WEBHOOK_ROOMS } from "../../../../shared/limits.ts";
import { ROOM_KINDS, type RoomKind } from "../../../../shared/permissions.ts";
import {
  type NewWebhook,
  type Webhook,
  type WebhookEventType,
  webhookPaths,
} from "../../../../shared/webhooks.ts";
import { createRequestKey } from "../../../parts/form/create-request-key.ts";
import { FormDialog } from "../../../parts/form/form-dialog.tsx";
import { call } from "../../../parts/lib/http.ts";
import { OwnProblem } from "../../../parts/lib/own-problem.ts";
import { ParleyError } from "../../../sdk/parley-error.ts";
import { Field } from "../../../ui/field.tsx";
import { Select } from "../../../ui/select.tsx";
import { t } from "../../../words/webhooks.ts";
import { Check } from "../check.tsx";
import { useLiveOrganization } from "../live-organization.tsx";
import { eventGroups, eventWords } from "./event-words.ts";
import { createNamedRooms } from "./named-rooms.ts";

type Where = "everywhere" | "kinds" | "rooms";

const whereOf = (webhook: Webhook | undefined): Where => {
  if (webhook === undefined) return "everywhere";
  return webhook.rooms !== null ? "rooms" : webhook.kinds !== null ? "kinds" : "everywhere";
};

/** Makes a webhook, or changes one. */
export function WebhookDialog(props: {
  organization: OrganizationId;
  webhook?: Webhook;
  onMade: (made: NewWebhook) => void;
  onChanged: (webhook: Webhook) => void;
  /** Somebody else has changed it. */
  onConflict?: () => void;
  onClose: () => void;
}) {
  const given = props.webhook;
  const rooms = createNamedRooms(useLiveOrganization().inbox);
  const [name, setName] = createSignal(given?.name ?? "");
  const [address, setAddress] = createSignal(given?.address ?? "");
  const [events, setEvents] = createSignal<readonly WebhookEventType[]>(given?.events ?? []);
  const [where, setWhere] = createSignal<Where>(whereOf(given));
  const [kinds, setKinds] = createSignal<readonly RoomKind[]>(given?.kinds ?? []);
  const [chosen, setChosen] = createSignal<readonly RoomId[]>(given?.rooms ?? []);
  const others = () => chosen().filter((id) => !rooms().some(({ room }) => room === id)).length;
  const isTooMany = () => where() === "rooms" && chosen().length > MAX_WEBHOOK_ROOMS;
  const missing = () => {
    if (events().length === 0) return t("chooseEvent");
    if (where() === "kinds" && kinds().length === 0) return t("chooseKind");
    return where() === "rooms" && chosen().length === 0 ? t("chooseRoom") : undefined;
  };
  const keyOf = createRequestKey();
  async function save(): Promise<"stay"> {
    const problem = missing();
    if (problem !== undefined) throw new OwnProblem("bad_type", problem);
    const settings = {
      name: name().trim(),
      address: address().trim(),
      events: events(),
      kinds: where() === "kinds" ? kinds() : null,
      rooms: where() === "rooms" ? chosen() : null,
    };
    try {
      if (given === undefined) {
        const path = webhookPaths.all(props.organization);
        props.onMade(await call<NewWebhook>("POST", path, settings, keyOf(settings)));
      } else {
        const body = { revision: given.revision, ...settings };
        props.onChanged(await call<Webhook>("PATCH", webhookPaths.one(props.organization, given.id), body));
      }
      return "stay";
    } catch (error) {
      if (error instanceof ParleyError && error.code === "conflict") props.onConflict?.();
      throw inWords(error);
    }
  }
  return (
    <FormDialog
      title={given === undefined ? t("newWebhook") : t("editNamed", { name: given.name })}
      save={given === undefined ? t("make") : t("save")}
      cancel={t("cancel")}
      disabled={name().trim() === "" || isTooMany()}
      onSave={save}
      onClose={() => props.onClose()}
    >
      <Field
        label={t("name")}
        required
        autofocus
        maxLength={MAX_WEBHOOK_NAME}
        value={name()}
        onValue={setName}
      />
      <Field
        label={t("address")}
        type="url"
        inputMode="url"
        dir="ltr"
        required
        maxLength={MAX_WEBHOOK_ADDRESS}
        value={address()}
        onValue={setAddress}
        hint={t("addressHint")}
      />
      <fieldset class="webhook-form__set">
        <legend class="field__label">{t("whichEvents")}</legend>
        <For each={eventGroups}>
          {(group) => (
            <div class="webhook-form__group" role="group" aria-label={t(group.title)}>
              <p class="webhook-form__title">{t(group.title)}</p>
              <For each={group.events}>
                {(event) => (
                  <Check
                    label={t(eventWords[event])}
                    checked={events().includes(event)}
                    onValue={(on) => setEvents(toggled(events(), event, on))}
                  />
                )}
              </For>
            </div>
          )}
        </For>
      </fieldset>
      <Select
        label={t("where")}
        value={where()}
        onValue={(value) => setWhere(value === "kinds" || value === "rooms" ? value : "everywhere")}
        options={[
          { value: "everywhere", label: t("everywhere") },
          { value: "kinds", label: t("byKind") },
          { value: "rooms", label: t("byRoom") },
        ]}
      />
      <Switch>
        <Match when={where() === "kinds"}>
          <fieldset class="webhook-form__set">
            <legend class="visually-hidden">{t("byKind")}</legend>
            <For each={ROOM_KINDS}>
              {(kind) => (
                <Check
                  label={t(kind)}
                  checked={kinds().includes(kind)}
                  onValue={(on) => setKinds(toggled(kinds(), kind, on))}
                />
              )}
            </For>
          </fieldset>
        </Match>
        <Match when={where() === "rooms"}>
          <fieldset class="webhook-form__set webhook-form__rooms">
            <legend class="visually-hidden">{t("byRoom")}</legend>
            <For each={rooms()} fallback={<p>{t("noRooms")}</p>}>
              {({ room, name: title }) => (
                <Check
                  label={title}
                  checked={chosen().includes(room)}
                  onValue={(on) => setChosen(toggled(chosen(), room, on))}
                />
              )}
            </For>
            <Show when={others() > 0}>
              <p class="field__hint">{t("otherRooms", { count: others() })}</p>
            </Show>
            <Show when={isTooMany()}>
              <p class="field__error" role="alert">
                {t("tooManyRooms", { count: MAX_WEBHOOK_ROOMS })}
              </p>
            </Show>
          </fieldset>
        </Match>
      </Switch>
    </FormDialog>
  );
}

function toggled<Value>(values: readonly Value[], value: Value, on: boolean): readonly Value[] {
  const others = values.filter((each) => each !== value);
  return on ? [...others, value] : others;
}

function inWords(error: unknown): unknown {
  if (!(error instanceof ParleyError)) return error;
  if (error.code === "conflict") return new OwnProblem("conflict", t("changed"));
  if (error.code === "too_many") return new OwnProblem("too_many", t("tooMany"));
  return error.code === "bad_type" ? new OwnProblem("bad_type", t("addressProblem")) : error;
}
