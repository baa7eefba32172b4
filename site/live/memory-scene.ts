import { type ChatClient, type ChatClientOptions, createChatClient } from '@connective-chat/core';
import {
  approvalBody,
  createMemoryLocks,
  createMemoryOutbox,
  createMemoryStorage,
  MemoryServer,
  type Turn,
} from '@connective-chat/core/testing';
import type { WidgetOptions } from '@connective-chat/vanilla-ui';

const STEP_MS = 900;
const STEPS = ['Reading your question', 'Searching our help pages', 'Writing the answer'];
const GREETING =
  'Hi! I answer inside this page, without a server. Ask me about **delivery**, a **change of the address**, or ask for a **person**.';
const ANSWER = 'It takes **2–4 working days**. We send you a number to follow the parcel.';

/** The in-memory server of the test kit in real time, with a bot, and the options that lead to it. */
export interface MemoryScene {
  readonly server: MemoryServer;
  /** For `createChatClient()`. */
  readonly clientOptions: Pick<ChatClientOptions, 'url' | 'botId' | 'platform'>;
  /** For `createWidget()`. */
  readonly widgetOptions: Pick<WidgetOptions, 'server' | 'botId' | 'client' | 'target' | 'format'>;
}

const clock = {
  now: () => Date.now(),
  setTimeout: (work: () => void, ms: number): unknown => setTimeout(work, ms),
  clearTimeout: (timer: unknown) => clearTimeout(timer as number),
};

async function answer(turn: Turn): Promise<void> {
  const { body } = turn;
  if (body.type === 'press' && body.buttonId === 'approve') return void turn.reply('Done. The new address is saved.');
  if (body.type === 'press') return void turn.reply('Nothing was changed.');
  if (body.type !== 'text') return;
  if (/person|human|operator/i.test(body.text)) return turn.handoff({ id: 'maria', name: 'Maria' });
  if (/address/i.test(body.text)) {
    const items = [{ label: 'City', value: 'Lviv' }];
    return void turn.reply(approvalBody('Shall I change the delivery address?', { tool: 'Change the address', items }));
  }
  for (let count = 1; count <= STEPS.length; count += 1) {
    turn.think(STEPS[count - 1] ?? '', { steps: STEPS.slice(0, count), ttlMs: 30_000 });
    await turn.wait(STEP_MS);
  }
  turn.reply({ type: 'text', text: ANSWER, format: 'markdown' });
}

/** @param target the element that shows the widgets of the example */
export function createMemoryScene(target: Element): MemoryScene {
  const server = new MemoryServer({
    clock,
    script: (turn) => {
      const { body } = turn;
      if (body.type === 'request_operator') return turn.handoff({ id: 'maria', name: 'Maria' });
      if (body.type === 'close') return server.setDialog({ status: 'closed', operator: null });
      if (server.conversation.dialog.status === 'bot') return answer(turn);
    },
  });
  let isGreeted = false;
  server.intercept = (event, _, give) => {
    if (event !== 'hello') return undefined;
    const given = give();
    if (!isGreeted) {
      isGreeted = true;
      queueMicrotask(() => server.say({ type: 'text', text: GREETING, format: 'markdown' }));
    }
    return given;
  };
  const clientOptions = {
    url: 'http://memory',
    botId: 1,
    platform: {
      transport: server.transport,
      postFile: server.postFile,
      storage: createMemoryStorage(),
      outbox: createMemoryOutbox(),
      locks: createMemoryLocks(),
    },
  };
  return {
    server,
    clientOptions,
    widgetOptions: {
      server: clientOptions.url,
      botId: clientOptions.botId,
      format: 'frame',
      target,
      get client(): ChatClient {
        return createChatClient(clientOptions);
      },
    },
  };
}
