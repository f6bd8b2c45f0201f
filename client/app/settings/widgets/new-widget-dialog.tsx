import { createSignal } from "solid-js";
import { t } from "../../../words/widgets.ts";
import type { OrganizationId } from "../../../../shared/ids.ts";
import type { Widget, WidgetLook } from "../../../../shared/widget.ts";
import { FormDialog } from "../../../parts/form/form-dialog.tsx";
import { call } from "../../../parts/lib/http.ts";
import { Field } from "../../../ui/field.tsx";
import { widgetPaths } from "./widget-paths.ts";

/** How a new widget looks until somebody changes it. */
const FIRST_LOOK: Omit<WidgetLook, "name"> = {
  colour: "#3b4fc4",
  corner: "round",
  side: "right",
  offset: { x: 20, y: 20 },
  icon: "chat",
  theme: "auto",
};

export function NewWidgetDialog(props: {
  organization: OrganizationId;
  onMade: (widget: Widget) => void;
  onClose: () => void;
}) {
  const [name, setName] = createSignal("");
  async function make(): Promise<"stay"> {
    const look = { ...FIRST_LOOK, name: name() };
    props.onMade(await call<Widget>("POST", widgetPaths.all(props.organization), { look }));
    return "stay";
  }
  return (
    <FormDialog
      title={t("newWidget")}
      save={t("make")}
      cancel={t("cancel")}
      onSave={make}
      onClose={() => props.onClose()}
    >
      <Field
        label={t("nameOfWidget")}
        hint={t("nameOfWidgetHint")}
        required
        autofocus
        value={name()}
        onValue={setName}
      />
    </FormDialog>
  );
}
