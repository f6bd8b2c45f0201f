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
import { formatFull, isolated, plural } from "../../../ui/format.ts";
import { Select } from "../../../ui/select.tsx";
import { Spinner } from "../../../ui/spinner.tsx";
import { FormError } from "../../../parts/form/form-error.tsx";
import { createSubmit } from "../../../parts/form/create-submit.ts";
import { call, messageOf } from "../../../parts/lib/http.ts";
import { createAction } from "../../../parts/form/create-action.ts";
import { findAccount } from "../../../parts/contexts/account-context.ts";
import { useClient } from "../../../parts/contexts/client-context.ts";
import { useRoom } from "../room-context.tsx";
import "./share.css";

const HOUR = 3_600_000;
const lifetimes = [
  { value: String(HOUR), label: "1 hour" },
  { value: String(24 * HOUR), label: "1 day" },
  { value: String(7 * 24 * HOUR), label: "7 days" },
  { value: String(30 * 24 * HOUR), label: "30 days" },
];
const accesses: readonly { value: ShareAccess; label: string }[] = [
  { value: "view", label: "View: see everything, without writing" },
  { value: "join", label: "Join: read and write" },
];

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
    <Dialog title={`Share ${room.title()}`} onClose={() => props.onClose()}>
      <form class="form" onSubmit={form.onSubmit}>
        <p>Anyone in {summary?.().name ?? "your organization"} with the link can open this conversation.</p>
        <Select
          label="Access"
          value={access()}
          options={accesses}
          onValue={(value) => setAccess(value === "join" ? "join" : "view")}
        />
        <Select label="Valid for" value={lifetime()} options={lifetimes} onValue={setLifetime} />
        <FormError message={form.error()} />
        <div class="dialog__actions">
          <button class="button button--primary" disabled={form.busy()}>
            Create link
          </button>
        </div>
      </form>
      <Show when={made()} keyed>
        {(share) => (
          <div class="shares__made" role="status">
            <CopyLine label="Link" value={`${location.origin}/watch#${share.token}`} />
            <p class="field__hint">
              Copy it now; it won't be shown again. Valid until {formatFull(share.expiresAt)}.
            </p>
          </div>
        )}
      </Show>
      <section class="shares">
        <h3 class="field__label">Active links</h3>
        <Show when={!shares.error} fallback={<FormError message={messageOf(shares.error)} />}>
          <Show when={shares.latest} fallback={<Spinner label="Loading links" />}>
            {(list) => (
              <ul class="plain">
                <For each={list()} fallback={<li class="field__hint">None.</li>}>
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
          {props.share.access === "view" ? "Watch" : "Join"} ·{" "}
          {plural(props.share.opened, "person came", "people came")}
        </span>
        <span class="field__hint">
          by {isolated(props.share.createdBy.name)}, until {formatFull(props.share.expiresAt)}
        </span>
        <FormError message={revoke.error()} />
      </span>
      <button type="button" class="button button--small button--danger" onClick={revoke.run}>
        Revoke
      </button>
    </li>
  );
}
