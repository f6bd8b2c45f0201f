import { lazyPart } from "../../parts/lib/lazy-part.tsx";
import { Navigate } from "@solidjs/router";
import { SignedInOnly } from "../../parts/contexts/signed-in-only.tsx";
import { lastOrganization } from "../../parts/lib/last-organization.ts";

// Loaded for the few who need it.
const NoOrganization = lazyPart(() => import("../workspace/no-organization.tsx"));

/** `/` and unknown addresses: redirects to the organization that was open last. */
export function HomePage() {
  return (
    <SignedInOnly>
      {(me) => {
        const organization = lastOrganization(me());
        return organization ? <Navigate href={`/${organization.id}`} /> : <NoOrganization me={me()} />;
      }}
    </SignedInOnly>
  );
}
