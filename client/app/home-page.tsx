import { Navigate } from "@solidjs/router";
import { KnownOnly } from "./known-only.tsx";
import { lastOrganization } from "./last-place.ts";
import { NoOrganization } from "./workspace/no-organization.tsx";

/** `/` and addresses that lead nowhere: on to where this person was last. */
export function HomePage() {
  return (
    <KnownOnly>
      {(me) => {
        const organization = lastOrganization(me());
        return organization ? <Navigate href={`/${organization.id}`} /> : <NoOrganization me={me()} />;
      }}
    </KnownOnly>
  );
}
