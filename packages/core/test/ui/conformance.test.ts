// @vitest-environment jsdom
import { createAndKeep, describeConformance } from './conformance.ts';
import { createPlainAdapter } from './plain-adapter.ts';

describeConformance(createPlainAdapter(createAndKeep));
