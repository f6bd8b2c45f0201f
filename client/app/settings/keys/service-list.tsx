import { createSignal, For, Match, Show, Switch } from "solid-js";
import type { OrganizationSummary } from "../../../../shared/api.ts";
import type { Service } from "../../../../shared/keys.ts";
import { outranks } from "../../../../shared/permissions.ts";
import { BotBadge } from "../../../parts/people/bot-mark.tsx";
import { Avatar } from "../../../ui/avatar.tsx";
import { IconButton } from "../../../ui/icon-button.tsx";
import { t } from "../../../words/keys.ts";
import { pictureOf } from "../people/picture-of.ts";
import DeleteServiceDialog from "./delete-service-dialog.tsx";
import { ServiceDialog } from "./service-dialog.tsx";
import "./keys.css";

export function ServiceList(props: {
  organization: OrganizationSummary;
  services: readonly Service[];
  onKey: (service: Service) => void;
  /** `said`: what has happened, if no dialog shows it. */
  onChanged: (said?: string) => void;
}) {
  const [dialog, setDialog] = createSignal<{ type: "edit" | "delete"; service: Service }>();
  const as = (type: "edit" | "delete") => {
    const open = dialog();
    return open?.type === type ? open.service : undefined;
  };
  /** Admins change members only. */
  const mayChange = ({ role }: Service) =>
    props.organization.role === "owner" || outranks(props.organization.role, role);
  return (
    <>
      <ul class="plain agents">
        <For each={props.services} fallback={<li class="keys__none">{t("noService")}</li>}>
          {(service) => (
            <li class="agent service">
              <Avatar
                seed={service.id}
                name={service.name}
                size="l"
                picture={pictureOf(props.organization.id, service)}
              />
              <div class="agent__texts">
                <p class="agent__name">
                  <bdi class="name one-line">{service.name}</bdi>
                  <BotBadge />
                </p>
                <p class="agent__about">
                  {t(service.role)} ·{" "}
                  {service.keys === 0 ? t("noKeyYet") : t("keyCount", { count: service.keys })}
                </p>
              </div>
              <div class="service__actions">
                <button
                  type="button"
                  class="button button--small"
                  aria-label={t("newKeyFor", { name: service.name })}
                  onClick={() => props.onKey(service)}
                >
                  {t("newKey")}
                </button>
                <Show when={mayChange(service)}>
                  <IconButton
                    icon="edit"
                    label={t("editService", { name: service.name })}
                    onClick={() => setDialog({ type: "edit", service })}
                  />
                  <IconButton
                    icon="trash"
                    label={t("deleteService", { name: service.name })}
                    onClick={() => setDialog({ type: "delete", service })}
                  />
                </Show>
              </div>
            </li>
          )}
        </For>
      </ul>
      <Switch>
        <Match when={as("edit")} keyed>
          {(service) => (
            <ServiceDialog
              organization={props.organization}
              service={service}
              onChanged={() => props.onChanged()}
              onClose={() => setDialog(undefined)}
            />
          )}
        </Match>
        <Match when={as("delete")} keyed>
          {(service) => (
            <DeleteServiceDialog
              organization={props.organization.id}
              service={service}
              onClose={(said) => {
                setDialog(undefined);
                if (said !== undefined) props.onChanged(said);
              }}
            />
          )}
        </Match>
      </Switch>
    </>
  );
}
