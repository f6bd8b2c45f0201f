import { createResource, createSignal, For, Match, Show, Switch } from "solid-js";
import {
  accountPaths,
  type Account,
  type ChangeAccount,
  type Language,
  type TimeFormat,
} from "../../../../shared/account.ts";
import { paths, type Handle, type MemberHandle, type OrganizationSummary } from "../../../../shared/api.ts";
import { cleanHandle } from "../../../../shared/handles.ts";
import { MAX_HANDLE_LENGTH, MAX_NAME_LENGTH } from "../../../../shared/limits.ts";
import { call } from "../../../parts/lib/http.ts";
import { OwnProblem } from "../../../parts/lib/own-problem.ts";
import { keepClock } from "../../../ui/clock.ts";
import { Field } from "../../../ui/field.tsx";
import { Select } from "../../../ui/select.tsx";
import { FormDialog } from "../../../parts/form/form-dialog.tsx";
import { Row, RowButton } from "./row.tsx";
import { t } from "../../../words/account.ts";
import { keepLanguage } from "../../../words/language.ts";

const clocks = [
  { value: "auto", name: "clockAuto" },
  { value: "24", name: "clock24" },
  { value: "12", name: "clock12" },
] as const satisfies readonly { value: TimeFormat; name: string }[];

/** Each language has the name that it has in itself. */
const languages = (): { value: Language; label: string }[] => [
  { value: "auto", label: t("languageAuto") },
  { value: "en", label: "English" },
  { value: "de", label: "Deutsch" },
];

type Edited = { type: "name" } | { type: "clock" } | { type: "handle"; organization: OrganizationSummary };

export function ProfileCard(props: {
  account: Account;
  organizations: readonly OrganizationSummary[];
  onChanged: (account: Account, words: string) => void;
}) {
  const [edited, setEdited] = createSignal<Edited>();
  const close = () => setEdited(undefined);
  const display = () => props.account.display;
  const clock = () => t(clocks.find(({ value }) => value === display().timeFormat)?.name ?? "clockAuto");
  const language = () => languages().find(({ value }) => value === display().language)?.label ?? "";
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
      <h2 id="profile-heading">{t("profile")}</h2>
      <div class="profile__card">
        <Row
          label={t("name")}
          action={
            <RowButton text={t("edit")} label={t("editName")} onClick={() => setEdited({ type: "name" })} />
          }
        >
          <span class="name" dir="auto">
            {props.account.name}
          </span>
        </Row>
        <For each={props.organizations}>
          {(organization) => (
            <Row
              label={t("handle")}
              about={
                props.organizations.length > 1 ? (
                  <span class="name" dir="auto">
                    {t("inOrganization", { name: organization.name })}
                  </span>
                ) : (
                  t("handleAbout")
                )
              }
              action={
                <RowButton
                  text={t("edit")}
                  label={t("editHandle", { name: organization.name })}
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
          label={t("languageAndTime")}
          action={
            <RowButton
              text={t("edit")}
              label={t("editLanguageAndTime")}
              onClick={() => setEdited({ type: "clock" })}
            />
          }
        >
          {t("languageAndClock", { language: language(), clock: clock() })}
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
      title={t("yourName")}
      save={t("save")}
      cancel={t("cancel")}
      onClose={props.onClose}
      onSave={async () => props.onChanged(await change({ name: name() }), t("nameChanged"))}
    >
      <Field
        label={t("name")}
        autocomplete="name"
        required
        maxLength={MAX_NAME_LENGTH}
        hint={t("nameHint")}
        value={name()}
        onValue={setName}
      />
    </FormDialog>
  );
}

function ClockDialog(props: Editing) {
  const [timeFormat, setTimeFormat] = createSignal(props.account.display.timeFormat);
  const [language, setLanguage] = createSignal(props.account.display.language);
  return (
    <FormDialog
      title={t("languageAndTime")}
      save={t("save")}
      cancel={t("cancel")}
      onClose={props.onClose}
      onSave={async () => {
        const display = { language: language(), timeFormat: timeFormat() };
        props.onChanged(await change({ display }), t("languageAndTimeChanged"));
        // Every word and every time that is shown already would stay as it was.
        const [isOtherClock, isOtherLanguage] = [keepClock(timeFormat()), keepLanguage(language())];
        if (isOtherClock || isOtherLanguage) location.reload();
      }}
    >
      <Select
        label={t("language")}
        value={language()}
        options={languages()}
        onValue={(value) => setLanguage(languages().find((one) => one.value === value)?.value ?? "auto")}
      />
      <Select
        label={t("clock")}
        value={timeFormat()}
        options={clocks.map(({ value, name }) => ({ value, label: t(name) }))}
        onValue={(value) => setTimeFormat(clocks.find((one) => one.value === value)?.value ?? "auto")}
        hint={t("clockHint")}
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
    if (handle === null) throw new OwnProblem("bad_type", t("badHandle"));
    await call<Handle>("PUT", paths.handle(props.organization.id), { handle } satisfies Handle);
    props.onChanged();
  }
  return (
    <FormDialog
      title={t("yourHandle")}
      save={t("save")}
      cancel={t("cancel")}
      onClose={props.onClose}
      onSave={save}
    >
      <Field
        label={t("handle")}
        required
        maxLength={MAX_HANDLE_LENGTH + 1}
        hint={t("handleHint")}
        value={written()}
        onValue={setWritten}
      />
    </FormDialog>
  );
}
