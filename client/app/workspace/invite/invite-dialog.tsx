import { createResource, createSignal, Show } from "solid-js";
import {
  paths,
  type ChangeInvitation,
  type InvitationLink,
  type OrganizationSummary,
} from "../../../../shared/api.ts";
import { accountPaths, type SignInHelp } from "../../../../shared/account.ts";
import type { Inbox } from "../../../sdk/types.ts";
import { createOrganizationNews } from "../../../parts/contexts/organization-news.ts";
import { createAction } from "../../../parts/form/create-action.ts";
import { FormError } from "../../../parts/form/form-error.tsx";
import { call } from "../../../parts/lib/http.ts";
import { Loaded } from "../../../parts/lib/loaded.tsx";
import { now } from "../../../parts/lib/now.ts";
import { CopyLine } from "../../../ui/copy-line.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { formatMoment } from "../../../ui/format.ts";
import { MailForm } from "./mail-form.tsx";
import { JoinedList } from "./joined-list.tsx";
import { LinkTerms } from "./link-terms.tsx";
import { t } from "../../../words/invite.ts";
import "./invite.css";

/** Shows the person's link. It is created at the first opening, and at the first after it has ended. */
export function InviteDialog(props: {
  organization: OrganizationSummary;
  /** The person's own address, whose domain the link can be limited to. */
  email: string;
  inbox: Inbox;
  onClose: () => void;
}) {
  const id = () => props.organization.id;
  const [link, { mutate, refetch }] = createResource(() =>
    call<InvitationLink>("POST", paths.invitationLink(id()), {}),
  );
  // Without an answer there is the link alone.
  const [help] = createResource(() => call<SignInHelp>("GET", accountPaths.help).catch(() => undefined));
  const [way, setWay] = createSignal<"link" | "mail">("link");
  const [revoked, setRevoked] = createSignal(false);
  // Somebody may have joined by the link.
  createOrganizationNews(props.inbox, () => {
    if (!revoked()) void refetch();
  });
  const [change, setChange] = createSignal<ChangeInvitation>({});
  const saving = createAction(async () => {
    const shown = link.latest;
    if (shown) mutate(await call<InvitationLink>("PATCH", paths.invitation(id(), shown.id), change()));
  });
  const revoking = createAction(async () => {
    const shown = link.latest;
    if (shown) await call("DELETE", paths.invitation(id(), shown.id));
    setRevoked(true);
  });
  async function renew(): Promise<void> {
    await refetch();
    setRevoked(false);
  }
  return (
    <Dialog title={t("title", { name: props.organization.name })} onClose={() => props.onClose()}>
      <Show when={help.latest?.mail}>
        <div class="invite__tabs" role="group" aria-label={t("howToInvite")}>
          <button
            type="button"
            class="invite__tab"
            aria-pressed={way() === "link"}
            onClick={() => setWay("link")}
          >
            {t("link")}
          </button>
          <button
            type="button"
            class="invite__tab"
            aria-pressed={way() === "mail"}
            onClick={() => setWay("mail")}
          >
            {t("byMail")}
          </button>
        </div>
      </Show>
      <Show when={way() === "mail"}>
        <MailForm organization={props.organization} onClose={() => props.onClose()} />
      </Show>
      <Show
        when={way() === "link" && !revoked()}
        fallback={
          way() === "mail" ? null : (
            <>
              <p>{t("revoked")}</p>
              <div class="dialog__actions">
                <button type="button" class="button" onClick={() => void renew()}>
                  {t("createLink")}
                </button>
                <button type="button" class="button button--primary" onClick={() => props.onClose()}>
                  {t("done")}
                </button>
              </div>
            </>
          )
        }
      >
        <Loaded resource={link} onRetry={() => void refetch()}>
          {(shown) => (
            <>
              <div class="invite__link">
                <CopyLine
                  label={t("invitationLink")}
                  value={`${location.origin}/join#${shown().token ?? ""}`}
                />
                <p class="field__hint">{whoCanJoin(shown())}</p>
              </div>
              <LinkTerms
                link={shown()}
                ownRole={props.organization.role}
                email={props.email}
                busy={saving.busy()}
                onChange={(terms) => {
                  setChange(terms);
                  void saving.run();
                }}
              />
              <FormError message={saving.error() ?? revoking.error()} />
              <JoinedList link={shown()} />
              <div class="dialog__actions invite__actions">
                <button
                  type="button"
                  class="button button--danger"
                  disabled={revoking.busy()}
                  onClick={() => void revoking.run()}
                >
                  {t("revoke")}
                </button>
                <span class="invite__end">
                  {t("endsAt", { time: formatMoment(shown().expiresAt, now()) })}
                </span>
                <button type="button" class="button" onClick={() => props.onClose()}>
                  {t("done")}
                </button>
              </div>
            </>
          )}
        </Loaded>
      </Show>
    </Dialog>
  );
}

function whoCanJoin({ role, domain, maxUses, uses }: InvitationLink): string {
  if (maxUses !== null && uses >= maxUses) return t("usedUp");
  return t("whoJoins", {
    who: domain === null ? t("anyone") : t("anyoneAt", { domain }),
    role: role === "admin" ? t("asAdmin") : t("asMember"),
    end: maxUses === null ? t("untilEnd") : t("untilJoined", { count: maxUses }),
  });
}
