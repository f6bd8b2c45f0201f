import { useWorkspace } from "../pages/workspace-provider.tsx";
import { setEditingStatus } from "./status-state.ts";
import "../../parts/people/people.css";

export function StatusMenuItem(props: { close: () => void }) {
  const { here, me } = useWorkspace();
  const status = () => here.of(me().user.id)?.status;
  const text = () => {
    const said = status();
    return said ? `${said.emoji ?? "💬"} ${said.text}` : "Set a status…";
  };
  return (
    <button
      type="button"
      class="menu__item"
      onClick={() => {
        props.close();
        setEditingStatus(true);
      }}
    >
      <span class="account__choice one-line" dir="auto">
        {text()}
      </span>
    </button>
  );
}
