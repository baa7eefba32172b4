import { RequireSession } from '../shell/session/require-session.tsx';
import { SettingsLayout } from './settings-layout.tsx';
import './styles/index.css';

export const Component = () => <RequireSession needs="admin">{() => <SettingsLayout />}</RequireSession>;
