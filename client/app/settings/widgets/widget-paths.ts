import type { OrganizationId, WidgetId } from "../../../../shared/ids.ts";

const all = (organization: OrganizationId): string => `/api/organizations/${organization}/widgets`;

export const widgetPaths = {
  all,
  one: (organization: OrganizationId, widget: WidgetId) => `${all(organization)}/${widget}`,
  keys: (organization: OrganizationId, widget: WidgetId) => `${all(organization)}/${widget}/keys`,
};
