import { Match, Switch, type Accessor, type JSX, type Resource } from "solid-js";
import { Spinner } from "../../ui/spinner.tsx";
import { StateMessage } from "../../ui/state.tsx";
import { t } from "../../words/ui.ts";
import { messageOf } from "./http.ts";

/** Shows data from the server in three states: loading, failed, loaded. While it is loaded again, the previous value stays on screen. */
export function Loaded<Value>(props: {
  resource: Resource<Value>;
  onRetry: () => void;
  children: (value: Accessor<NonNullable<Value>>) => JSX.Element;
}) {
  // Reading `latest` after a failed request throws that request's error.
  const value = () => (props.resource.error ? undefined : props.resource.latest);
  return (
    <Switch fallback={<Spinner label={t("loading")} />}>
      <Match when={props.resource.error}>
        <StateMessage icon="warning" title={messageOf(props.resource.error)} live>
          <button type="button" class="button" onClick={() => props.onRetry()}>
            {t("tryAgain")}
          </button>
        </StateMessage>
      </Match>
      <Match when={value()}>{(found) => props.children(found)}</Match>
    </Switch>
  );
}
