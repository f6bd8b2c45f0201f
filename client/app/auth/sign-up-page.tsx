import { A, useNavigate } from "@solidjs/router";
import type { OrganizationSummary } from "../../../shared/api.ts";
import { useSession } from "../../parts/contexts/session.tsx";
import { AuthFrame } from "./auth-frame.tsx";
import { SignUpForm } from "./sign-up-form.tsx";

export default function SignUpPage() {
  const session = useSession();
  const navigate = useNavigate();
  async function enter(organization: OrganizationSummary | null): Promise<void> {
    await session.refresh();
    navigate(organization ? `/${organization.id}/${organization.welcomeRoom}` : "/", { replace: true });
  }
  return (
    <AuthFrame
      title="Create your organization"
      lead="Rooms in which people and an AI talk. It takes a minute."
      foot={
        <>
          Already have an account? <A href="/sign-in">Sign in</A>
        </>
      }
    >
      <SignUpForm founds onDone={enter} />
    </AuthFrame>
  );
}
