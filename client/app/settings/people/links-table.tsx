import { For, Show } from "solid-js";
import { paths, type InvitationLink } from "../../../../shared/api.ts";
import { call, messageOf } from "../../../parts/lib/http.ts";
import { now } from "../../../parts/lib/now.ts";
import { showToast } from "../../../parts/lib/toasts.ts";
import { copyText } from "../../../ui/copy/copy-text.ts";
import { formatList, formatMoment, formatNumber, formatUntilDay, isolated } from "../../../ui/format.ts";
import { Icon } from "../../../ui/icon.tsx";
import { Popover } from "../../../ui/popover.tsx";
import { useLiveOrganization } from "../live-organization.tsx";
import { roleWords } from "./roles.ts";

const stateWords: Record<InvitationLink["state"], string> = {
  open: "Open",
  revoked: "Revoked",
  expired: "Expired",
  usedUp: "Used up",
};

/** Links by which people join: whose, for whom, until when, and who came. */
export function LinksTable(props: { links: readonly InvitationLink[]; onChanged: () => void }) {
  const { organization } = useLiveOrganization();
  async function revoke({ id }: InvitationLink): Promise<void> {
    try {
      await call("DELETE", paths.invitation(organization().id, id));
      showToast({ text: "The link has been revoked. Nobody can join by it any more." });
    } catch (error) {
      showToast({ text: messageOf(error), isProblem: true });
    }
    props.onChanged();
  }
  async function copy(token: string): Promise<void> {
    const copied = await copyText(`${location.origin}/join#${token}`);
    showToast(copied ? { text: "Link copied." } : { text: "The link could not be copied.", isProblem: true });
  }
  return (
    <Show
      when={props.links.length > 0}
      fallback={<p class="people__none">There is no link. “Invite” creates one.</p>}
    >
      <table class="people__table">
        <thead>
          <tr>
            <th scope="col">{props.links.some(({ email }) => email !== null) ? "Sent to" : "Created by"}</th>
            <th scope="col">Invites as</th>
            <th scope="col">Joined</th>
            <th scope="col" class="people__active">
              Ends
            </th>
            <th scope="col">
              <span class="visually-hidden">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          <For each={props.links}>
            {(link) => (
              <tr classList={{ "people__row--ended": link.state !== "open" }}>
                <td>
                  <p class="people__name">
                    <span class="name one-line" dir="auto">
                      {link.email ?? link.createdBy.name}
                    </span>
                  </p>
                  <p class="people__email">
                    <Show when={link.email !== null}>by {isolated(link.createdBy.name)}, </Show>
                    {formatMoment(link.createdAt, now())}
                    {/* On phones there is no column for it. */}
                    <span class="people__end">
                      ,{" "}
                      {link.state === "open"
                        ? `ends ${formatUntilDay(link.expiresAt, now())}`
                        : stateWords[link.state].toLowerCase()}
                    </span>
                  </p>
                </td>
                <td>
                  {roleWords[link.role].name}
                  <Show when={link.domain}>
                    {(domain) => <p class="people__email one-line">only at {domain()}</p>}
                  </Show>
                </td>
                <td>
                  {formatNumber(link.uses)}
                  <Show when={link.maxUses !== null}> of {formatNumber(link.maxUses ?? 0)}</Show>
                  <Show when={link.joined.length > 0}>
                    <p class="people__email one-line" dir="auto">
                      {formatList(link.joined.slice(0, 3).map(({ name }) => name))}
                      {link.uses > 3 ? "…" : ""}
                    </p>
                  </Show>
                </td>
                <td class="people__active">
                  {link.state === "open" ? formatMoment(link.expiresAt, now()) : stateWords[link.state]}
                </td>
                <td class="people__actions">
                  <Show when={link.state === "open"}>
                    <Popover
                      label={`Actions for the link of ${link.createdBy.name}`}
                      trigger={<Icon name="more" />}
                      class="menu"
                    >
                      {(close) => (
                        <>
                          <Show when={link.token}>
                            {(token) => (
                              <button
                                type="button"
                                class="menu__item"
                                onClick={() => {
                                  close();
                                  void copy(token());
                                }}
                              >
                                <Icon name="copy" /> Copy link
                              </button>
                            )}
                          </Show>
                          <button
                            type="button"
                            class="menu__item menu__item--danger"
                            onClick={() => {
                              close();
                              void revoke(link);
                            }}
                          >
                            <Icon name="trash" /> Revoke link
                          </button>
                        </>
                      )}
                    </Popover>
                  </Show>
                </td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </Show>
  );
}
