import { Bot, Headset, ScrollText, ThumbsUp, Users } from 'lucide-react';
import { useIntl } from 'react-intl';
import { Navigate, NavLink, Route, Routes } from 'react-router';
import { NotFoundText } from '../shell/not-found-text.tsx';
import { TopBar } from '../shell/top-bar.tsx';
import { AccountsPage } from './accounts/accounts-page.tsx';
import { AuditPage } from './audit/audit-page.tsx';
import { BotPage } from './bot/bot-page.tsx';
import { BotsPage } from './bots/bots-page.tsx';
import { DeskSettingsPage } from './desk/desk-settings-page.tsx';
import { FeedbackPage } from './feedback/feedback-page.tsx';
import { LeaveGuard } from './leave-guard.tsx';

/** The navigation of the settings, and the current page. */
export function SettingsLayout() {
  const { formatMessage: t } = useIntl();
  const rooms = [
    { to: 'bots', name: t({ id: 'settings.nav.bots', defaultMessage: 'Bots' }), Icon: Bot },
    { to: 'feedback', name: t({ id: 'settings.nav.feedback', defaultMessage: 'Feedback' }), Icon: ThumbsUp },
    { to: 'accounts', name: t({ id: 'settings.nav.accounts', defaultMessage: 'Accounts' }), Icon: Users },
    { to: 'desk', name: t({ id: 'settings.nav.desk', defaultMessage: 'Operator desk' }), Icon: Headset },
    { to: 'audit', name: t({ id: 'settings.nav.audit', defaultMessage: 'Audit log' }), Icon: ScrollText },
  ];
  return (
    <LeaveGuard>
      <TopBar />
      <div className="settings">
        <nav className="settings-nav" aria-label={t({ id: 'settings.nav.label', defaultMessage: 'Settings' })}>
          {rooms.map(({ to, name, Icon }) => (
            <NavLink key={to} to={`/settings/${to}`}>
              <Icon size={16} aria-hidden />
              {name}
            </NavLink>
          ))}
        </nav>
        <main className="settings-main" id="content" tabIndex={-1}>
          <Routes>
            <Route index element={<Navigate to="bots" replace />} />
            <Route path="bots" element={<BotsPage />} />
            <Route path="bots/:bot" element={<Navigate to="widget" replace />} />
            <Route path="bots/:bot/:tab" element={<BotPage />} />
            <Route path="feedback" element={<FeedbackPage />} />
            <Route path="accounts" element={<AccountsPage />} />
            <Route path="desk" element={<DeskSettingsPage />} />
            <Route path="audit" element={<AuditPage />} />
            <Route path="*" element={<NotFoundText />} />
          </Routes>
        </main>
      </div>
    </LeaveGuard>
  );
}
