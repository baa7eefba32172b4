import { cleanup } from '@testing-library/react';
import { afterEach } from 'vitest';
import { describeLiveConformance } from '../../core/test/ui/live-conformance.ts';
import { createReactAdapter } from './react-adapter.tsx';

afterEach(cleanup);
describeLiveConformance(createReactAdapter(false));
describeLiveConformance(createReactAdapter(true));
