import { A, useNavigate } from "@solidjs/router";
import { createResource, createSignal, For, Match, Show, Switch } from "solid-js";
import { type MemberDetails, paths } from "../../../../shared/api.ts";
import { isMcpServerId, type OrganizationId } from "../../../../shared/ids.ts";
import { mcpPaths, type McpServer } from "../../../../shared/mcp.ts";
import { call } from "../../../parts/lib/http.ts";
import { Loaded } from "../../../parts/lib/loaded.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { t } from "../../../words/tool-servers.ts";
import { ServerDialog } from "./server-dialog.tsx";
import { ServerMarks } from "./server-marks.tsx";
import { ServerView } from "./server-view.tsx";
import "./tools.css";

/** `/:organization/settings/tools/:server?` */
export default function ToolServersPage(props: { organization: OrganizationId; server: string | undefined }) {
  const [servers, { refetch }] = createResource(
    () => props.organization,
    (id) => call<McpServer[]>("GET", mcpPaths.all(id)),
  );
  const [members] = createResource(
    () => props.organization,
    (id) => call<MemberDetails[]>("GET", paths.members(id)),
  );
  // A name is not worth a failed page.
  const nameOf = (user: string) =>
    members.error ? undefined : members.latest?.find(({ id }) => id === user)?.name;
  const navigate = useNavigate();
  const [making, setMaking] = createSignal(false);
  const pageOf = (id: string) => `/${props.organization}/settings/tools/${id}`;
  const one = () => (isMcpServerId(props.server) ? props.server : undefined);
  return (
    <>
      <Switch>
        <Match when={one()} keyed>
          {(server) => (
            <ServerView
              organization={props.organization}
              server={server}
              nameOf={nameOf}
              onChanged={() => void refetch()}
              onDeleted={() => {
                navigate(`/${props.organization}/settings/tools`);
                void refetch();
              }}
            />
          )}
        </Match>
        <Match when={true}>
          <div class="settings__title">
            <h1>{t("title")}</h1>
            <button type="button" class="button button--primary" onClick={() => setMaking(true)}>
              <Icon name="plus" /> {t("newServer")}
            </button>
          </div>
          <p class="settings__lead">{t("about")}</p>
          <Loaded resource={servers} onRetry={() => void refetch()}>
            {(list) => (
              <ul class="plain agents">
                <For each={list()} fallback={<li>{t("none")}</li>}>
                  {(server) => (
                    <li class="agent">
                      <A class="agent__texts" href={pageOf(server.id)}>
                        <span class="agent__name">
                          <span class="name one-line" dir="auto">
                            {server.name}
                          </span>
                          <ServerMarks server={server} />
                        </span>
                        <span class="agent__about one-line tool-servers__address" dir="ltr">
                          {server.address}
                        </span>
                      </A>
                    </li>
                  )}
                </For>
              </ul>
            )}
          </Loaded>
        </Match>
      </Switch>
      <Show when={making()}>
        <ServerDialog
          organization={props.organization}
          onSaved={({ id }) => {
            setMaking(false);
            void refetch();
            navigate(pageOf(id));
          }}
          onClose={() => setMaking(false)}
        />
      </Show>
    </>
  );
}
