import { createResource, createSignal, Show } from "solid-js";
import { accountPaths, type Account } from "../../../../shared/account.ts";
import { noticePaths, type NoticeSettings } from "../../../../shared/notices.ts";
import { useAccount } from "../../../parts/contexts/account-context.ts";
import { useClient } from "../../../parts/contexts/client-context.ts";
import { useDialogs } from "../../../parts/contexts/dialogs-context.ts";
import { call, messageOf } from "../../../parts/lib/http.ts";
import { Loaded } from "../../../parts/lib/loaded.tsx";
import { showToast } from "../../../parts/lib/toasts.ts";
import { Page } from "../../../parts/page/page.tsx";
import { t } from "../../../words/notices.ts";
import { ChatsSection } from "./chats-section.tsx";
import { DeadSection } from "./dead-section.tsx";
import { DecidedSection } from "./decided-section.tsx";
import { MailSection } from "./mail-section.tsx";
import { WhenForm } from "./when-form.tsx";
import "../../../parts/form/form.css";
import "./notices.css";

/** `/:organization/notifications`: where and when this person is told, and why they were told or not. */
export default function NoticesPage() {
  const { organization } = useClient();
  const { account } = useAccount();
  const dialogs = useDialogs();
  const [settings, { mutate, refetch }] = createResource(() =>
    call<NoticeSettings>("GET", noticePaths.settings(organization)),
  );
  const [profile] = createResource(() => call<Account>("GET", accountPaths.account).catch(() => null));
  const [tested, setTested] = createSignal(0);
  const manages = () => account().organizations.find(({ id }) => id === organization)?.role !== "member";
  async function save(change: Partial<NoticeSettings>): Promise<void> {
    mutate(await call<NoticeSettings>("PATCH", noticePaths.settings(organization), change));
    showToast({ text: t("saved") });
  }
  async function test(): Promise<void> {
    try {
      await call("POST", noticePaths.test(organization), {});
      showToast({ text: t("testSent") });
      setTested(tested() + 1);
    } catch (error) {
      showToast({ text: messageOf(error), isProblem: true });
    }
  }
  return (
    <Page
      title={t("title")}
      actions={
        <button type="button" class="button" onClick={() => void test()}>
          {t("test")}
        </button>
      }
    >
      <div class="page__body">
        <div class="notices">
          <p class="notices__about">{t("about")}</p>
          <section class="notices__section" aria-labelledby="notices-device">
            <h2 id="notices-device">{t("thisDevice")}</h2>
            <p class="notices__about">{t("deviceAbout")}</p>
            <button type="button" class="button" onClick={() => dialogs.open("notifications")}>
              {t("openDevice")}
            </button>
          </section>
          <Loaded resource={settings} onRetry={() => void refetch()}>
            {(known) => (
              <>
                <WhenForm settings={known()} onSave={save} />
                <MailSection settings={known()} account={profile() ?? null} onSave={save} />
              </>
            )}
          </Loaded>
          <ChatsSection organization={organization} />
          <DecidedSection organization={organization} again={tested()} />
          <Show when={manages()}>
            <DeadSection organization={organization} />
          </Show>
        </div>
      </div>
    </Page>
  );
}
