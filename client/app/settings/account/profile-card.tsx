import { createResource, createSignal, For, Match, Show, Switch } from "solid-js";
import {
  accountPaths,
  type Account,
  type ChangeAccount,
  type TimeFormat,
} from "../../../../shared/account.ts";
import { paths, type Handle, type MemberHandle, type OrganizationSummary } from "../../../../shared/api.ts";
import { cleanHandle } from "../../../../shared/handles.ts";
import { MAX_HANDLE_LENGTH, MAX_NAME_LENGTH } from "../../../../shared/limits.ts";
import { ParleyError } from "../../../sdk/parley-error.ts";
import { call } from "../../../parts/lib/http.ts";
import { keepClock } from "../../../ui/clock.ts";
import { Field } from "../../../ui/field.tsx";
import { Select } from "../../../ui/select.tsx";
import { FormDialog } from "./form-dialog.tsx";
import { Row, RowButton } from "./row.tsx";

const clocks: readonly { value: TimeFormat; label: string }[] = [
  { value: "auto", label: "As the browser has it" },
  { value: "24", label: "24-hour clock, 14:02" },
  { value: "12", label: "12-hour clock, 2:02 PM" },
];

type Edited = { type: "name" } | { type: "clock" } | { type: "handle"; organization: OrganizationSummary };

export function ProfileCard(props: {
  account: Account;
  organizations: readonly OrganizationSummary[];
  onChanged: (account: Account, words: string) => void;
}) {
  const [edited, setEdited] = createSignal<Edited>();
  const close = () => setEdited(undefined);
  const clock = () => clocks.find(({ value }) => value === props.account.display.timeFormat)?.label;
  const handleDialog = () => {
    const now = edited();
    return now?.type === "handle" ? now.organization : undefined;
  };
  const [handles, { refetch }] = createResource(
    () => props.organizations.map(({ id }) => id).join(),
    () => handlesOf(props.account, props.organizations),
  );
  return (
    <section class="profile__section" aria-labelledby="profile-heading">
      <h2 id="profile-heading">Profile</h2>
      <div class="profile__card">
        <Row
          label="Name"
          action={<RowButton text="Edit" label="Edit name" onClick={() => setEdited({ type: "name" })} />}
        >
          <span class="name" dir="auto">
            {props.account.name}
          </span>
        </Row>
        <For each={props.organizations}>
          {(organization) => (
            <Row
              label="Handle"
              about={
                props.organizations.length > 1 ? (
                  <span class="name" dir="auto">
                    In {organization.name}
                  </span>
                ) : (
                  "People write it after an @ to reach you."
                )
              }
              action={
                <RowButton
                  text="Edit"
                  label={`Edit handle in ${organization.name}`}
                  onClick={() => setEdited({ type: "handle", organization })}
                />
              }
            >
              <Show when={handles.latest?.get(organization.id)}>
                {(handle) => <span dir="ltr">@{handle()}</span>}
              </Show>
            </Row>
          )}
        </For>
        <Row
          label="Language and time"
          action={
            <RowButton
              text="Edit"
              label="Edit language and time"
              onClick={() => setEdited({ type: "clock" })}
            />
          }
        >
          English. Clock: {clock()}
        </Row>
      </div>
      <Switch>
        <Match when={edited()?.type === "name"}>
          <NameDialog account={props.account} onClose={close} onChanged={props.onChanged} />
        </Match>
        <Match when={edited()?.type === "clock"}>
          <ClockDialog account={props.account} onClose={close} onChanged={props.onChanged} />
        </Match>
        <Match when={handleDialog()}>
          {(organization) => (
            <HandleDialog
              organization={organization()}
              handle={handles.latest?.get(organization().id) ?? ""}
              onClose={close}
              onChanged={() => void refetch()}
            />
          )}
        </Match>
      </Switch>
    </section>
  );
}

async function handlesOf(account: Account, organizations: readonly OrganizationSummary[]) {
  const found = await Promise.all(
    organizations.map(async ({ id }) => {
      const all = await call<MemberHandle[]>("GET", paths.handles(id)).catch(() => []);
      return [id, all.find((one) => one.id === account.id)?.handle ?? ""] as const;
    }),
  );
  return new Map<string, string>(found);
}

const change = (body: ChangeAccount) => call<Account>("PATCH", accountPaths.account, body);

interface Editing {
  account: Account;
  onClose: () => void;
  onChanged: (account: Account, words: string) => void;
}

function NameDialog(props: Editing) {
  const [name, setName] = createSignal(props.account.name);
  return (
    <FormDialog
      title="Your name"
      save="Save"
      onClose={props.onClose}
      onSave={async () => props.onChanged(await change({ name: name() }), "Your name is changed.")}
    >
      <Field
        label="Name"
        autocomplete="name"
        required
        maxLength={MAX_NAME_LENGTH}
        hint="Everyone in your organizations sees it, also beside messages that you have sent."
        value={name()}
        onValue={setName}
      />
    </FormDialog>
  );
}

function ClockDialog(props: Editing) {
  const [timeFormat, setTimeFormat] = createSignal(props.account.display.timeFormat);
  return (
    <FormDialog
      title="Language and time"
      save="Save"
      onClose={props.onClose}
      onSave={async () => {
        const display = { ...props.account.display, timeFormat: timeFormat() };
        props.onChanged(await change({ display }), "Language and time are changed.");
        // Every time that is shown already would stay as it was.
        if (keepClock(timeFormat())) location.reload();
      }}
    >
      <Select
        label="Clock"
        value={timeFormat()}
        options={clocks}
        onValue={(value) => setTimeFormat(clocks.find((one) => one.value === value)?.value ?? "auto")}
        hint="The app is in English. Dates follow the region of your browser."
      />
    </FormDialog>
  );
}

function HandleDialog(props: {
  organization: OrganizationSummary;
  handle: string;
  onClose: () => void;
  onChanged: () => void;
}) {
  const [written, setWritten] = createSignal(props.handle);
  async function save(): Promise<void> {
    const handle = cleanHandle(written());
    if (handle === null)
      throw new ParleyError(
        "bad_type",
        "A handle has 2 to 32 letters a to z and digits, with points, hyphens or underscores between them.",
      );
    await call<Handle>("PUT", paths.handle(props.organization.id), { handle } satisfies Handle);
    props.onChanged();
  }
  return (
    <FormDialog title="Your handle" save="Save" onClose={props.onClose} onSave={save}>
      <Field
        label="Handle"
        required
        maxLength={MAX_HANDLE_LENGTH + 1}
        hint="It tells you apart from people with a name like yours. Nobody else there can have it."
        value={written()}
        onValue={setWritten}
      />
    </FormDialog>
  );
}
