import { lazy as lazyFirst, Suspense, useEffect, type ReactNode } from 'react';
import { Redirect, Route, Switch, useLocation, useSearch } from 'wouter';
import { Skeleton } from '@/components/States';
import { useProfile } from '@/lib/habits';
import { chooseLanguage, useLanguage } from '@/lib/i18n';
import { lazy } from '@/lib/lazy';
import { UserCache } from '@/lib/query/UserCache';
import { nextAddress } from '@/lib/session/nextAddress';
import { useSession } from '@/lib/session/store';
import { CrashBoundary } from './CrashBoundary';
import { MissingPage } from './MissingPage';
import { Shell } from './Shell';

// Today is the app, so it waits for nothing: its part is asked for as soon as this file runs.
const loadToday = () => import('@/features/today/TodayPage');
if (localStorage.getItem('daybook:user')) void loadToday();

const TodayPage = lazyFirst(loadToday);
const HabitsPage = lazy(() => import('@/features/habits/HabitsPage'));
const NewHabitPage = lazy(() => import('@/features/habits/NewHabitPage'));
const EditHabitPage = lazy(() => import('@/features/habits/EditHabitPage'));
const HabitPage = lazy(() => import('@/features/habit/HabitPage'));
const VacationsPage = lazy(() => import('@/features/vacations/VacationsPage'));
const TasksPage = lazy(() => import('@/features/tasks/TasksPage'));
const TaskPage = lazy(() => import('@/features/tasks/TaskPage'));
const NotesPage = lazy(() => import('@/features/notes/NotesPage'));
const NewNotePage = lazy(() => import('@/features/notes/NewNotePage'));
const NotePage = lazy(() => import('@/features/notes/NotePage'));
const EditNotePage = lazy(() => import('@/features/notes/EditNotePage'));
const InsightsPage = lazy(() => import('@/features/insights/InsightsPage'));
const InboxPage = lazy(() => import('@/features/notifications/InboxPage'));
const ActPage = lazy(() => import('@/features/act/ActPage'));
const PreferencesPage = lazy(() => import('@/features/notifications/PreferencesPage'));
const OrdersPage = lazy(() => import('@/features/rewards/OrdersPage'));
const RewardsPage = lazy(() => import('@/features/rewards/RewardsPage'));
const ImportPage = lazy(() => import('@/features/transfer/ImportPage'));
const ExportPage = lazy(() => import('@/features/transfer/ExportPage'));
const WelcomePage = lazy(() => import('@/features/onboarding/WelcomePage'));
const Shortcuts = lazy(() => import('@/features/palette/Shortcuts'));
const OutboxPage = lazy(() => import('@/features/outbox/OutboxPage'));
const SecurityPage = lazy(() => import('@/features/security/SecurityPage'));
const SessionsPage = lazy(() => import('@/features/security/SessionsPage'));
const TokensPage = lazy(() => import('@/features/security/TokensPage'));
const AccountPage = lazy(() => import('@/features/security/AccountPage'));
const ClosingBanner = lazy(() => import('@/features/security/ClosingBanner'));
const SettingsPage = lazy(() => import('@/features/settings/SettingsPage'));
const LoginPage = lazyFirst(() => import('@/features/auth/LoginPage'));
const SignUpPage = lazy(() => import('@/features/auth/SignUpPage'));
const ConfirmPage = lazy(() => import('@/features/auth/ConfirmPage'));
const ForgotPage = lazy(() => import('@/features/auth/ForgotPage'));
const ResetPage = lazy(() => import('@/features/auth/ResetPage'));

const AUTH_PATHS = ['/login', '/signup', '/confirm', '/forgot', '/reset'];

function SignedOutRoutes() {
  const [path] = useLocation();
  const search = useSearch();
  const here = search ? `${path}?${search}` : path;
  const login = path === '/' || path === '/today' ? '/login' : `/login?next=${encodeURIComponent(here)}`;
  return (
    <main key={useLanguage()}>
      <Guarded>
        <Switch>
          <Route path="/login" component={LoginPage} />
          <Route path="/signup" component={SignUpPage} />
          <Route path="/confirm" component={ConfirmPage} />
          <Route path="/forgot" component={ForgotPage} />
          <Route path="/reset" component={ResetPage} />
          <Route>
            <Redirect to={login} replace />
          </Route>
        </Switch>
      </Guarded>
    </main>
  );
}

/** The profile's language is the person's word on every device; this device remembers it for its next start. */
function useProfileLanguage(): string {
  const { data: profile } = useProfile();
  const chosen = profile?.language;
  useEffect(() => {
    if (chosen !== undefined) chooseLanguage(chosen).catch(() => undefined); // not loadable now: the next start asks again
  }, [chosen]);
  return useLanguage();
}

function SignedInRoutes() {
  const [path] = useLocation();
  const search = useSearch();
  const language = useProfileLanguage();
  if (AUTH_PATHS.includes(path)) return <Redirect to={nextAddress(search)} replace />;
  return (
    <Shell key={language}>
      <Suspense>
        <ClosingBanner />
      </Suspense>
      <Guarded>
        <Switch>
          <Route path="/">
            <Redirect to="/today" replace />
          </Route>
          <Route path="/today">
            <TodayPage />
          </Route>
          <Route path="/today/:date">{({ date }) => <TodayPage date={date} />}</Route>
          <Route path="/habits" component={HabitsPage} />
          <Route path="/habits/new" component={NewHabitPage} />
          <Route path="/habits/:id">{({ id }) => <HabitPage key={id} id={id} />}</Route>
          <Route path="/habits/:id/edit">{({ id }) => <EditHabitPage key={id} id={id} />}</Route>
          <Route path="/vacations" component={VacationsPage} />
          <Route path="/tasks" component={TasksPage} />
          <Route path="/tasks/:id">{({ id }) => <TaskPage key={id} id={id} />}</Route>
          <Route path="/notes" component={NotesPage} />
          <Route path="/notes/new" component={NewNotePage} />
          <Route path="/notes/:id">{({ id }) => <NotePage key={id} id={id} />}</Route>
          <Route path="/notes/:id/edit">{({ id }) => <EditNotePage key={id} id={id} />}</Route>
          <Route path="/insights" component={InsightsPage} />
          <Route path="/inbox" component={InboxPage} />
          <Route path="/rewards" component={RewardsPage} />
          <Route path="/rewards/orders" component={OrdersPage} />
          <Route path="/import" component={ImportPage} />
          <Route path="/export" component={ExportPage} />
          <Route path="/welcome" component={WelcomePage} />
          <Route path="/outbox" component={OutboxPage} />
          <Route path="/settings" component={SettingsPage} />
          <Route path="/settings/notifications" component={PreferencesPage} />
          <Route path="/settings/security" component={SecurityPage} />
          <Route path="/settings/sessions" component={SessionsPage} />
          <Route path="/settings/tokens" component={TokensPage} />
          <Route path="/settings/account" component={AccountPage} />
          <Route component={MissingPage} />
        </Switch>
      </Guarded>
      <Suspense>
        <Shortcuts />
      </Suspense>
    </Shell>
  );
}

function Guarded({ children }: { children: ReactNode }) {
  const [path] = useLocation();
  return (
    <CrashBoundary key={path}>
      <Suspense fallback={<PageSkeleton />}>{children}</Suspense>
    </CrashBoundary>
  );
}

function PageSkeleton() {
  return (
    <div className="page-skeleton">
      <Skeleton />
    </div>
  );
}

/** A mail's link: whoever holds it may follow it, signed in or not. */
function MailLink() {
  return (
    <main key={useLanguage()}>
      <Guarded>
        <ActPage />
      </Guarded>
    </main>
  );
}

export function Routes() {
  const { state, userId } = useSession();
  const [path] = useLocation();
  if (path === '/act') return <MailLink />;
  if (state === 'arriving') return <PageSkeleton />;
  if (state === 'out' || userId === null) return <SignedOutRoutes />;
  return (
    <UserCache key={userId} userId={userId}>
      <SignedInRoutes />
    </UserCache>
  );
}
