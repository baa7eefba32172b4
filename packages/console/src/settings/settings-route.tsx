import { Gate } from '../shell/session/gate.tsx';
import { SettingsLayout } from './settings-layout.tsx';
import './settings.css';

export const Component = () => <Gate needs="admin">{() => <SettingsLayout />}</Gate>;
