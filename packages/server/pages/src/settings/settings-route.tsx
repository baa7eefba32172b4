import { Gate } from '../shell/session/gate.tsx';
import { TopBar } from '../shell/top-bar.tsx';

export const Component = () => <Gate needs="admin">{() => <TopBar />}</Gate>;
