import { Match, Switch } from "solid-js";
import type { Account } from "../../../../shared/account.ts";
import { DIGEST_HOURS, type NoticeSettings } from "../../../../shared/notices.ts";
import { messageOf } from "../../../parts/lib/http.ts";
import { showToast } from "../../../parts/lib/toasts.ts";
import { Select } from "../../../ui/select.tsx";
import { t } from "../../../words/notices.ts";

/** Mail at once and in a digest. Each choice is saved as it is made. */
export function MailSection(props: {
  settings: NoticeSettings;
  account: Account | null;
  onSave: (change: Partial<NoticeSettings>) => Promise<void>;
}) {
  const save = (change: Partial<NoticeSettings>): void => {
    props.onSave(change).catch((error: unknown) => showToast({ text: messageOf(error), isProblem: true }));
  };
  return (
    <section class="notices__section" aria-labelledby="notices-mail">
      <h2 id="notices-mail">{t("mail")}</h2>
      <p class="notices__about">
        <Switch>
          <Match when={props.account?.mail === false}>{t("noMail")}</Match>
          <Match when={props.account?.emailVerified === false}>
            <a href="/account">{t("mailUnconfirmed")}</a>
          </Match>
          <Match when={props.account}>{(account) => t("mailAbout", { address: account().email })}</Match>
        </Switch>
      </p>
      <label class="notices__choice">
        <input
          type="checkbox"
          checked={props.settings.mailMentions}
          onChange={(event) => save({ mailMentions: event.currentTarget.checked })}
        />
        {t("mailMentions")}
      </label>
      <Select
        label={t("digest")}
        value={String(props.settings.digest)}
        options={DIGEST_HOURS.map((hours) => ({ value: String(hours), label: t(`digest_${hours}`) }))}
        onValue={(value) => {
          const digest = DIGEST_HOURS.find((hours) => String(hours) === value);
          if (digest !== undefined) save({ digest });
        }}
      />
    </section>
  );
}
