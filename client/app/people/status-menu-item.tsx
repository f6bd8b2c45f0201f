import { useClient } from "../../parts/contexts/client-context.ts";
import { usePeople } from "../../parts/contexts/people-context.ts";
import { useDialogs } from "../../parts/contexts/dialogs-context.ts";
import { t } from "../../words/workspace-menus.ts";

export function StatusMenuItem(props: { close: () => void }) {
  const { me } = useClient();
  const { here } = usePeople();
  const dialogs = useDialogs();
  const status = () => here.of(me)?.status;
  const text = () => {
    const said = status();
    return said ? `${said.emoji ?? "💬"} ${said.text}` : t("setStatus");
  };
  return (
    <button
      type="button"
      class="menu__item"
      onClick={() => {
        props.close();
        dialogs.open("status");
      }}
    >
      <span class="account__choice one-line" dir="auto">
        {text()}
      </span>
    </button>
  );
}
