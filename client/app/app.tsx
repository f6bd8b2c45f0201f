import { Route, Router } from "@solidjs/router";
import { lazy, Suspense } from "solid-js";
import { JoinPage } from "./auth/join-page.tsx";
import { SignInPage } from "./auth/sign-in-page.tsx";
import { SignUpPage } from "./auth/sign-up-page.tsx";
import { WatchPage } from "./auth/watch-page.tsx";
import { HomePage } from "./home-page.tsx";
import { SessionProvider } from "./session.tsx";
import { WorkspacePage } from "./workspace/workspace-page.tsx";

// Most people never open it: it is no part of the first load.
const SettingsPage = lazy(() => import("./settings/settings-page.tsx"));

export function App() {
  return (
    <Router root={(props) => <SessionProvider>{props.children}</SessionProvider>}>
      <Route path="/sign-in" component={SignInPage} />
      <Route path="/sign-up" component={SignUpPage} />
      <Route path="/join" component={JoinPage} />
      <Route path="/watch" component={WatchPage} />
      <Route
        path="/:organization/settings/:page?"
        component={() => (
          <Suspense>
            <SettingsPage />
          </Suspense>
        )}
      />
      <Route path="/:organization/:room?" component={WorkspacePage} />
      <Route path="*" component={HomePage} />
    </Router>
  );
}
