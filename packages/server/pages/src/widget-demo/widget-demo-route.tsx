import { TopBar } from '../shell/top-bar.tsx';

export const Component = () => <TopBar />;
