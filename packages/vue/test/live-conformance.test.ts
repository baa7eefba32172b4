import { describeLiveConformance } from '../../core/test/ui/live-conformance.ts';
import { vueAdapter } from './vue-adapter.ts';

describeLiveConformance(vueAdapter);
