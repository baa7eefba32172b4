import type { WidgetControls } from '../widget.types.ts';

/**
 * Executes a `kw_event`.
 *
 * @returns `false` if the event is unknown or its payload is invalid
 */
export function answerEvent(widget: WidgetControls, name: unknown, payload: unknown): boolean {
  const detail = (typeof payload === 'object' && payload !== null ? payload : {}) as Record<string, unknown>;
  switch (name) {
    case 'openchat':
      if (Number(payload) === 1) widget.open();
      else widget.close();
      return true;
    case 'command':
      if (payload === 'stop') {
        widget.stop();
        return true;
      }
      widget.setHeading({
        ...(typeof detail.title === 'string' && { title: detail.title }),
        ...(typeof detail.subtitle === 'string' && { subtitle: detail.subtitle }),
      });
      return true;
    case 'emitevent': {
      const alias = detail.alias ?? detail.event;
      if (typeof alias !== 'string' || alias === '') return false;
      widget.goTo(alias);
      return true;
    }
    case 'kwsetparamsfromsite': {
      const params = detail.params_from_site;
      if (typeof params !== 'object' || params === null) return false;
      widget.setParams(params as Parameters<WidgetControls['setParams']>[0]);
      return true;
    }
    case 'kwcolor':
      widget.setColors(detail);
      return true;
    default:
      return false;
  }
}
