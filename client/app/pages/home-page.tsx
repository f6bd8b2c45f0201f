import { Navigate } from "@solidjs/router";
import { SignedInOnly } from "../../parts/contexts/signed-in-only.tsx";
import { lastOrganization } from "../../parts/lib/last-organization.ts";
import { NoOrganization } from "../workspace/no-organization.tsx";

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
