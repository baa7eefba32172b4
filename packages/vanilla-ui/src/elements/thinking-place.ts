import { h } from '../dom/h.ts';
import type { Scope } from '../dom/scope.ts';
import { SOON } from './late-parts.ts';
import type { WidgetContext } from './widget-context.types.ts';

/** Where "agent thinking" appears. What shows it comes with the first thought, or before. */
export function createThinkingPlace(context: WidgetContext, scope: Scope): HTMLElement {
  const { client } = context;
  const group = h('div', { class: 'thinking-group' });
  let shown = false;
  const show = (): void => {
    if (shown || !(client.thinking.get() || client.typing.get() || client.overdue.get())) return;
    if (SOON.now) {
      shown = true;
      SOON.now.showThinking(group, context, scope);
    } else {
      // Without it the composer still says why it waits; the next stage tries again.
      SOON.load().then(
        () => scope.ended || show(),
        () => {},
      );
    }
  };
  for (const readable of [client.thinking, client.typing, client.overdue]) scope.own(readable.subscribe(show));
  show();
  return group;
}
