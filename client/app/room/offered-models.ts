import { createResource, type Resource } from "solid-js";
import { paths, type Model } from "../../../shared/api.ts";
import type { OrganizationId } from "../../../shared/ids.ts";
import { call } from "../../parts/lib/http.ts";

let asked: { organization: OrganizationId; models: Promise<Model[]> } | null = null;

/** The models from which people of the organization choose one for an answer. They are asked for once; a failure is asked again. */
export function createOfferedModels(organization: OrganizationId): Resource<Model[]> {
  if (asked?.organization !== organization) {
    const models = call<Model[]>("GET", paths.models(organization));
    asked = { organization, models };
    models.catch(() => (asked = null));
  }
  const [models] = createResource(() => asked?.models ?? []);
  return models;
}
