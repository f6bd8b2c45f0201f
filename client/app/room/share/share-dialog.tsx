import { createResource, createSignal, For, Show } from "solid-js";
import {
  paths,
  type CreateShare,
  type NewShare,
  type Share,
  type ShareAccess,
} from "../../../../shared/api.ts";
import { CopyLine } from "../../../ui/copy-line.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { formatFull, isolated } from "../../../ui/format.ts";
import { Select } from "../../../ui/select.tsx";
import { Spinner } from "../../../ui/spinner.tsx";
import { FormError } from "../../../parts/form/form-error.tsx";
import { createSubmit } from "../../../parts/form/create-submit.ts";
import { call, messageOf } from "../../../parts/lib/http.ts";
import { createAction } from "../../../parts/form/create-action.ts";
import { findAccount } from "../../../parts/contexts/account-context.ts";
import { useClient } from "../../../parts/contexts/client-context.ts";
import { useRoom } from "../room-context.tsx";
import { t } from "../../../words/room-share.ts";
import "./share.css";

const HOUR = 3_600_000;
const lifetimes = () => [
  { value: String(HOUR), label: t("hours", { count: 1 }) },
  ...[1, 7, 30].map((count) => ({ value: String(count * 24 * HOUR), label: t("days", { count }) })),
];
const accesses = () =>
  (["view", "join"] as const satisfies readonly ShareAccess[]).map((value) => ({ value, label: t(value) }));

export default function ShareDialog(props: { onClose: () => void }) {
  const room = useRoom();
  const { organization } = useClient();
  const summary = findAccount()?.summary;
  const path = () => paths.shares(organization, room.room.id);
  const [shares, { mutate, refetch }] = createResource(path, (address) => call<Share[]>("GET", address));
  const [access, setAccess] = createSignal<ShareAccess>("view");
  const [lifetime, setLifetime] = createSignal(String(24 * HOUR));
  const [made, setMade] = createSignal<NewShare>();
  const form = createSubmit(async () => {
    const body: CreateShare = { access: access(), lifetime: Number(lifetime()) };
    setMade(await call<NewShare>("POST", path(), body));
    void refetch();
  });
  function forget(share: Share): void {
    mutate((before) => before?.filter(({ id }) => id !== share.id));
    if (made()?.id === share.id) setMade(undefined);
  }
  return (
    <Dialog title={t("title", { room: room.title() })} onClose={() => props.onClose()}>
      <form class="form" onSubmit={form.onSubmit}>
        <p>{summary ? t("anyoneIn", { organization: summary().name }) : t("anyone")}</p>
        <Select
          label={t("access")}
          value={access()}
          options={accesses()}
          onValue={(value) => setAccess(value === "join" ? "join" : "view")}
        />
        <Select label={t("validFor")} value={lifetime()} options={lifetimes()} onValue={setLifetime} />
        <FormError message={form.error()} />
        <div class="dialog__actions">
          <button class="button button--primary" disabled={form.busy()}>
            {t("create")}
          </button>
        </div>
      </form>
      <Show when={made()} keyed>
        {(share) => (
          <div class="shares__made" role="status">
            <CopyLine label={t("link")} value={`${location.origin}/watch#${share.token}`} />
            <p class="field__hint">{t("copyNow", { time: formatFull(share.expiresAt) })}</p>
          </div>
        )}
      </Show>
      <section class="shares">
        <h3 class="field__label">{t("active")}</h3>
        <Show when={!shares.error} fallback={<FormError message={messageOf(shares.error)} />}>
          <Show when={shares.latest} fallback={<Spinner label={t("loading")} />}>
            {(list) => (
              <ul class="plain">
                <For each={list()} fallback={<li class="field__hint">{t("none")}</li>}>
                  {(share) => <ShareItem share={share} onRevoked={() => forget(share)} />}
                </For>
              </ul>
            )}
          </Show>
        </Show>
      </section>
    </Dialog>
  );
}

function ShareItem(props: { share: Share; onRevoked: () => void }) {
  const room = useRoom();
  const { organization } = useClient();
  const revoke = createAction(async () => {
    await call("DELETE", paths.share(organization, room.room.id, props.share.id));
    props.onRevoked();
  });
  return (
    <li class="shares__item">
      <span class="shares__texts">
        <span class="shares__what">
          {t(props.share.access === "view" ? "watchUsed" : "joinUsed", { count: props.share.opened })}
        </span>
        <span class="field__hint">
          {t("byUntil", {
            name: isolated(props.share.createdBy.name),
            time: formatFull(props.share.expiresAt),
          })}
        </span>
        <FormError message={revoke.error()} />
      </span>
      <button type="button" class="button button--small button--danger" onClick={revoke.run}>
        {t("revoke")}
      </button>
    </li>
  );
}
