// @vitest-environment jsdom
import { describeLiveConformance } from './live-conformance.ts';
import { plainAdapter } from './plain-adapter.ts';

describeLiveConformance(plainAdapter);
