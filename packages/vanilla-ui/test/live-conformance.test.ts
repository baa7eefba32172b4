import './support/setup.ts';
import { describeLiveConformance } from '../../core/test/ui/live-conformance.ts';
import { widgetAdapter } from './support/widget-adapter.ts';

describeLiveConformance(widgetAdapter);
