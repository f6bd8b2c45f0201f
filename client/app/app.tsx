import { Route, Router } from "@solidjs/router";
import { JoinPage } from "./auth/join-page.tsx";
import { SignInPage } from "./auth/sign-in-page.tsx";
import { SignUpPage } from "./auth/sign-up-page.tsx";
import { WatchPage } from "./auth/watch-page.tsx";
import { HomePage } from "./home-page.tsx";
import { later } from "./later.tsx";
import { SessionProvider } from "./session.tsx";
import { RoomPane } from "./workspace/room-pane.tsx";
import { WorkspacePage } from "./workspace/workspace-page.tsx";

// Not every visit needs them: they are no part of the first load.
const SettingsPage = later(() => import("./settings/settings-page.tsx"));
const KnowledgePage = later(() => import("./knowledge/knowledge-page.tsx"));
const LibraryPage = later(() => import("./knowledge/library-page.tsx"));
const DocumentPage = later(() => import("./knowledge/document-page.tsx"));
const SavedPage = later(() => import("./saved/saved-page.tsx"));
const SearchPage = later(() => import("./search/search-page.tsx"));

export function App() {
  return (
    <Router root={(props) => <SessionProvider>{props.children}</SessionProvider>}>
      <Route path="/sign-in" component={SignInPage} />
      <Route path="/sign-up" component={SignUpPage} />
      <Route path="/join" component={JoinPage} />
      <Route path="/watch" component={WatchPage} />
      <Route path="/:organization/settings/:page?" component={SettingsPage} />
      <Route path="/:organization" component={WorkspacePage}>
        <Route path="/knowledge" component={KnowledgePage} />
        <Route path="/knowledge/:library" component={LibraryPage} />
        <Route path="/documents/:document" component={DocumentPage} />
        <Route path="/search" component={SearchPage} />
        <Route path="/saved" component={SavedPage} />
        <Route path="/:room?" component={RoomPane} />
      </Route>
      <Route path="*" component={HomePage} />
    </Router>
  );
}
