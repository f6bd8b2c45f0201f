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
    <Dialog title={`Invite people to ${props.organization.name}`} onClose={() => props.onClose()}>
      <Show when={help.latest?.mail}>
        <div class="invite__tabs" role="group" aria-label="How to invite">
          <button
            type="button"
            class="invite__tab"
            aria-pressed={way() === "link"}
            onClick={() => setWay("link")}
          >
            Link
          </button>
          <button
            type="button"
            class="invite__tab"
            aria-pressed={way() === "mail"}
            onClick={() => setWay("mail")}
          >
            By e-mail
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
              <p>The link has been revoked. Nobody can join by it any more; those who have joined stay.</p>
              <div class="dialog__actions">
                <button type="button" class="button" onClick={() => void renew()}>
                  Create a new link
                </button>
                <button type="button" class="button button--primary" onClick={() => props.onClose()}>
                  Done
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
                <CopyLine label="Invitation link" value={`${location.origin}/join#${shown().token ?? ""}`} />
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
                  Revoke link
                </button>
                <span class="invite__end">Ends {formatMoment(shown().expiresAt, now())}</span>
                <button type="button" class="button" onClick={() => props.onClose()}>
                  Done
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
  const who = domain === null ? "Anyone with this link" : `Anyone with this link and an address at ${domain}`;
  const as = role === "admin" ? "an admin" : "a member";
  const end = maxUses === null ? "until it ends" : `until ${maxUses} have joined or it ends`;
  if (maxUses !== null && uses >= maxUses)
    return "As many people have joined as the link is for. Raise the number, or create another link.";
  return `${who} can join as ${as} ${end}.`;
}
