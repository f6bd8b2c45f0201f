import { Route, Router } from "@solidjs/router";
import { OnePerson } from "../auth/one-person.tsx";
import { HomePage } from "../pages/home-page.tsx";
import { lazyPart } from "../../parts/lib/lazy-part.tsx";
import { SessionProvider } from "../../parts/contexts/session.tsx";
import { RoomPane } from "../pages/room-pane.tsx";
import { WorkspacePage } from "../pages/workspace-page.tsx";

// Loaded on demand, because most visits do not need these pages. They are not part of the first load.
const SettingsPage = lazyPart(() => import("../settings/settings-page.tsx"));
const KnowledgePage = lazyPart(() => import("../knowledge/knowledge-page.tsx"));
const LibraryPage = lazyPart(() => import("../knowledge/library-page.tsx"));
const DocumentPage = lazyPart(() => import("../knowledge/document-page.tsx"));
const DeskPage = lazyPart(() => import("../desk/desk-page.tsx"));
const MetricsPage = lazyPart(() => import("../desk/metrics/metrics-page.tsx"));
const SavedPage = lazyPart(() => import("../saved/saved-page.tsx"));
const NotesPage = lazyPart(() => import("../notes/notes-page.tsx"));
const NotePage = lazyPart(() => import("../notes/note-page.tsx"));
const RemindersPage = lazyPart(() => import("../reminders/reminders-page.tsx"));
const PublicRoomsPage = lazyPart(() => import("../public-rooms/public-rooms-page.tsx"));
const TasksPage = lazyPart(() => import("../tasks/tasks-page.tsx"));
const NoticesPage = lazyPart(() => import("../settings/notices/notices-page.tsx"));
const ThreadsPage = lazyPart(() => import("../threads/threads-page.tsx"));
const SearchPage = lazyPart(() => import("../search/search-page.tsx"));
const JoinPage = lazyPart(() => import("../auth/join-page.tsx"));
const WatchPage = lazyPart(() => import("../auth/watch-page.tsx"));
const AccountPage = lazyPart(() => import("../settings/account/account-page.tsx"));
const ForgotPasswordPage = lazyPart(() => import("../auth/forgot-password-page.tsx"));
const ResetPasswordPage = lazyPart(() => import("../auth/reset-password-page.tsx"));
const ConfirmEmailPage = lazyPart(() => import("../auth/confirm-email-page.tsx"));
const SignInPage = lazyPart(() => import("../auth/sign-in-page.tsx"));
const AuthorizePage = lazyPart(() => import("../auth/authorize-page.tsx"));
const SignUpPage = lazyPart(() => import("../auth/sign-up-page.tsx"));

export function App() {
  return (
    <Router
      root={(props) => (
        <SessionProvider>
          <OnePerson>{props.children}</OnePerson>
        </SessionProvider>
      )}
    >
      <Route path="/sign-in" component={SignInPage} />
      <Route path="/sign-up" component={SignUpPage} />
      <Route path="/join" component={JoinPage} />
      <Route path="/watch" component={WatchPage} />
      <Route path="/forgot-password" component={ForgotPasswordPage} />
      <Route path="/reset-password" component={ResetPasswordPage} />
      <Route path="/confirm-email" component={ConfirmEmailPage} />
      <Route path="/oauth/authorize" component={AuthorizePage} />
      <Route path="/account" component={AccountPage} />
      <Route path="/:organization/settings/:page?/:item?" component={SettingsPage} />
      <Route path="/:organization" component={WorkspacePage}>
        <Route path="/knowledge" component={KnowledgePage} />
        <Route path="/knowledge/:library" component={LibraryPage} />
        <Route path="/documents/:document" component={DocumentPage} />
        <Route path="/search" component={SearchPage} />
        <Route path="/desk/metrics" component={MetricsPage} />
        <Route path="/desk/:conversation?" component={DeskPage} />
        <Route path="/notes" component={NotesPage} />
        <Route path="/notes/:document" component={NotePage} />
        <Route path="/reminders" component={RemindersPage} />
        <Route path="/groups" component={PublicRoomsPage} />
        <Route path="/tasks/:list?" component={TasksPage} />
        <Route path="/notifications" component={NoticesPage} />
        <Route path="/threads" component={ThreadsPage} />
        <Route path="/saved" component={SavedPage} />
        <Route path="/:room?" component={RoomPane} />
      </Route>
      <Route path="*" component={HomePage} />
    </Router>
  );
}
