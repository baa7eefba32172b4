import type { Session } from '../session/session.ts';
import type { World } from '../world/world.types.ts';
import { element } from './element.ts';

/** The buttons that cause faults. A switch stays pressed while its fault lasts. */
export function showFaults(target: Element, status: Element, world: World, session: Session): void {
  const attempt = async (work: () => void | Promise<void>, said: string): Promise<boolean> => {
    try {
      await work();
      status.textContent = said;
      return true;
    } catch (error) {
      status.textContent = `That failed: ${error instanceof Error ? error.message : String(error)}`;
      return false;
    }
  };
  const once = (label: string, said: string, work: () => void | Promise<void>): HTMLElement =>
    element('button', { type: 'button', onClick: () => void attempt(work, said) }, label);

  const lasting = (label: string, on: string, off: string, work: (on: boolean) => Promise<void>): HTMLElement => {
    const button = element('button', { type: 'button', 'aria-pressed': 'false' }, label);
    button.addEventListener('click', async () => {
      const isOn = button.getAttribute('aria-pressed') !== 'true';
      button.disabled = true;
      if (await attempt(() => work(isOn), isOn ? on : off)) button.setAttribute('aria-pressed', String(isOn));
      button.disabled = false;
    });
    return button;
  };

  target.append(
    once(
      'Lose the ack',
      'The answer to the next message is lost. The echo, or the next hello, confirms it.',
      session.loseNextAck,
    ),
    once('Cut', 'All connections were closed. The clients reconnect and resume.', () => world.cut()),
    lasting('Slow', 'The network is slow.', 'The network is fast again.', (on) => world.slow(on)),
    lasting(
      'Think for ever',
      'The agent does not answer the next question, until its deadline or until somebody stops it.',
      'The agent answers the next question.',
      (on) => world.thinkForEver(on),
    ),
    once('Handoff', 'An operator has taken the conversation.', async () => {
      session.clients.Core.chat.requestOperator();
      await world.takeOver();
    }),
    once('Close the dialog', 'The dialog is closed. The next message opens a new one.', () => {
      session.clients.Core.chat.close();
    }),
    lasting('Kill the server', 'The server is dead. What you send is kept.', 'The server runs again.', (on) =>
      world.run(!on),
    ),
  );
}
