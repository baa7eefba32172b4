import { expect, it } from 'vitest';
import { compile } from './support/compile.ts';
import { writeExamples } from './support/examples.ts';

/** A mistake of a developer, and the message that the compiler must print at that place. */
const MISTAKES: readonly [code: string, message: string][] = [
  [
    `useReact({ url })`,
    "Property 'botId' is missing in type '{ url: string; }' but required in type 'ChatClientOptions'.",
  ],
  [
    `useVue({ url })`,
    "Property 'botId' is missing in type '{ url: string; }' but required in type 'ChatClientOptions'.",
  ],
  [`useReact({ url, botID: 1 })`, "'botID' does not exist in type 'ChatSource'."],
  [`useVue({ url, botID: 1 })`, "'botID' does not exist in type 'ChatSource'."],
  [`useReact({ ...options, version: 'v3' })`, `'"v3"' is not assignable to type '"legacy" | "v2" | undefined'.`],
  [
    `useVue(() => ({ ...options, version: 'v3' as const }))`,
    `Type '"v3"' is not assignable to type '"legacy" | "v2" | undefined'.`,
  ],
  [
    `useReact({ ...options, paramsFromSite: { at: () => 1 } })`,
    "'() => number' is not assignable to type 'ParamInput'.",
  ],
  [`useReact(options).send({ type: 'hologram' })`, `'"hologram"' is not assignable to type '"`],
  [`useReact(options).sendMessage('Hi')`, "Property 'sendMessage' does not exist on type 'ConnectiveChat'."],
  [`useReact(options).messages.push()`, "Property 'push' does not exist on type 'readonly Message"],
  [`useMessage('a')?.body.text`, "Property 'text' does not exist on type 'Body'."],
  [`useReact(options).sendState.reason`, "Property 'reason' does not exist on type '{ readonly ok: true; }'."],
  [`Provider({ options, client })`, "'ConnectiveChatProviderProps'."],
];

it('reports the mistake on a line and nothing unrelated', () => {
  const head = `import { ConnectiveChatProvider as Provider, useConnectiveChat as useReact, useMessage } from '@connective-chat/react';
import { useConnectiveChat as useVue } from '@connective-chat/vue';
const url = 'https://chat.test';
const options = { url, botId: 1 } as const;
const { client } = useReact(options);
`;
  const code = head + MISTAKES.map(([line]) => `${line};\n`).join('');
  const folder = writeExamples('docs-mistakes', [{ language: 'ts', file: 'mistakes.ts', code }]);
  const first = head.split('\n').length;
  const said = compile('typescript-native/bin/tsc', folder, { include: ['.'] })
    .split(/^(?=\S)/m)
    .map((message) => ({ line: Number(/\((\d+),/.exec(message)?.[1]), message }));
  for (const [index, [line, message]] of MISTAKES.entries()) {
    const about = said.filter((each) => each.line === first + index);
    expect(about, line).toHaveLength(1);
    expect(about[0]?.message, line).toContain(message);
    expect(about[0]?.message.length, line).toBeLessThan(1_000);
  }
});
