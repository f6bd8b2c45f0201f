import { Show } from "solid-js";
import { t } from "../../../words/widgets.ts";
import { Field } from "../../../ui/field.tsx";
import type { WidgetDraft } from "./create-draft.ts";
import { Check } from "../check.tsx";
import { Section } from "./section.tsx";

export function LimitsSection(props: { widget: WidgetDraft }) {
  const turnstile = () => props.widget.draft.turnstile;
  const hasSecret = () => props.widget.published().turnstile?.hasSecret === true;
  return (
    <Section id="widget-limits" title={t("limits")} lead={t("limitsLead")}>
      <Field
        label={t("answersPerDay")}
        type="number"
        min="0"
        max="10000"
        value={String(props.widget.draft.answersPerDay)}
        onValue={(count) => props.widget.set("answersPerDay", Math.max(0, Math.round(Number(count)) || 0))}
      />
      <Check
        label={t("turnstile")}
        about={t("turnstileAbout")}
        checked={turnstile() !== null}
        onValue={(has) => props.widget.set("turnstile", has ? { siteKey: "", secret: "" } : null)}
      />
      <Show when={turnstile()}>
        {(challenge) => (
          <div class="widget-pairs">
            <Field
              label={t("siteKey")}
              value={challenge().siteKey}
              onValue={(siteKey) => props.widget.set("turnstile", { ...challenge(), siteKey })}
            />
            <Field
              label={t("turnstileSecret")}
              type="password"
              autocomplete="off"
              hint={hasSecret() ? t("turnstileSecretKept") : undefined}
              value={challenge().secret}
              onValue={(secret) => props.widget.set("turnstile", { ...challenge(), secret })}
            />
          </div>
        )}
      </Show>
    </Section>
  );
}
