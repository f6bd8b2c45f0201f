import { createSignal, Show } from "solid-js";
import type { Widget, WidgetSettings } from "../../../shared/widget.ts";
import { useAccount } from "../../parts/contexts/account-context.ts";
import { useClient } from "../../parts/contexts/client-context.ts";
import { call } from "../../parts/lib/http.ts";
import { t } from "../../words/demo.ts";

/** Two names of this machine are two sites, as a company's page and Parley are. */
const OTHER: Readonly<Record<string, string>> = { localhost: "127.0.0.1", "127.0.0.1": "localhost" };

/** Opens the demonstration page of the local server with the organization's first widget, which is made if there is none. */
export default function SeeOnPage() {
  const { organization } = useClient();
  const { summary } = useAccount();
  const [problem, setProblem] = createSignal("");
  const other = OTHER[location.hostname];
  const origin = `http://${other}${location.port === "" ? "" : `:${location.port}`}`;
  const isOffered = () => other !== undefined && location.protocol === "http:" && summary().role !== "member";

  async function open(): Promise<void> {
    setProblem("");
    // At once: a browser opens no window after a wait.
    const opened = window.open("about:blank", "_blank");
    try {
      const widget = await widgetFor(origin);
      if (opened !== null) opened.location.href = `${origin}/demo?widget=${widget}`;
      else location.href = `${origin}/demo?widget=${widget}`;
    } catch {
      opened?.close();
      setProblem(t("notMade"));
    }
  }

  async function widgetFor(page: string): Promise<string> {
    const path = `/api/organizations/${organization}/widgets`;
    const [first] = await call<Widget[]>("GET", path);
    if (first === undefined) {
      const look: WidgetSettings["look"] = {
        ...{ name: summary().name, colour: "#3a56c5", corner: "round", side: "right" },
        ...{ offset: { x: 20, y: 20 }, icon: "chat", theme: "auto" },
      };
      return (await call<Widget>("POST", path, { look, origins: [page] })).id;
    }
    if (!first.origins.includes(page)) {
      const origins = [...first.origins, page];
      await call<Widget>("PATCH", `${path}/${first.id}`, { revision: first.revision, origins });
    }
    return first.id;
  }

  return (
    <Show when={isOffered()}>
      <p class="first-steps__lead">
        {t("visitorsToo")}{" "}
        <button type="button" class="link-button" onClick={() => void open()}>
          {t("seeOnPage")}
        </button>
        <Show when={problem()}>
          {" "}
          <span role="alert">{problem()}</span>
        </Show>
      </p>
    </Show>
  );
}
