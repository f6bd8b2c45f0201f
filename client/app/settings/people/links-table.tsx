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
import { t } from "../../../words/settings-people.ts";

/** The states, inside of a sentence. */
const states = {
  open: "isOpen",
  revoked: "isRevoked",
  expired: "isExpired",
  usedUp: "isUsedUp",
} as const satisfies Record<InvitationLink["state"], string>;

/** Links by which people join: whose, for whom, until when, and who came. */
export function LinksTable(props: { links: readonly InvitationLink[]; onChanged: () => void }) {
  const { organization } = useLiveOrganization();
  async function revoke({ id }: InvitationLink): Promise<void> {
    try {
      await call("DELETE", paths.invitation(organization().id, id));
      showToast({ text: t("linkRevoked") });
    } catch (error) {
      showToast({ text: messageOf(error), isProblem: true });
    }
    props.onChanged();
  }
  async function copy(token: string): Promise<void> {
    const copied = await copyText(`${location.origin}/join#${token}`);
    showToast(copied ? { text: t("linkCopied") } : { text: t("linkNotCopied"), isProblem: true });
  }
  return (
    <Show when={props.links.length > 0} fallback={<p class="people__none">{t("noLink")}</p>}>
      <table class="people__table">
        <thead>
          <tr>
            <th scope="col">
              {props.links.some(({ email }) => email !== null) ? t("sentTo") : t("createdBy")}
            </th>
            <th scope="col">{t("invitesAs")}</th>
            <th scope="col">{t("joined")}</th>
            <th scope="col" class="people__active">
              {t("ends")}
            </th>
            <th scope="col">
              <span class="visually-hidden">{t("actions")}</span>
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
                    {link.email === null
                      ? formatMoment(link.createdAt, now())
                      : t("byAt", {
                          name: isolated(link.createdBy.name),
                          time: formatMoment(link.createdAt, now()),
                        })}
                    {/* On phones there is no column for it. */}
                    <span class="people__end">
                      ,{" "}
                      {link.state === "open"
                        ? t("endsAt", { time: formatUntilDay(link.expiresAt, now()) })
                        : t(states[link.state])}
                    </span>
                  </p>
                </td>
                <td>
                  {t(link.role)}
                  <Show when={link.domain}>
                    {(domain) => <p class="people__email one-line">{t("onlyAt", { domain: domain() })}</p>}
                  </Show>
                </td>
                <td>
                  {link.maxUses === null
                    ? formatNumber(link.uses)
                    : t("usesOf", { uses: link.uses, most: link.maxUses })}
                  <Show when={link.joined.length > 0}>
                    <p class="people__email one-line" dir="auto">
                      {formatList(link.joined.slice(0, 3).map(({ name }) => name))}
                      {link.uses > 3 ? "…" : ""}
                    </p>
                  </Show>
                </td>
                <td class="people__active">
                  {link.state === "open" ? formatMoment(link.expiresAt, now()) : t(link.state)}
                </td>
                <td class="people__actions">
                  <Show when={link.state === "open"}>
                    <Popover
                      label={t("actionsForLink", { name: link.createdBy.name })}
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
                                <Icon name="copy" /> {t("copyLink")}
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
                            <Icon name="trash" /> {t("revokeLink")}
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
