import { argumentText } from '../../scenario/call-values.ts';
import type { OpenTools } from './agent-tool.types.ts';
import { checkInput } from './check-input.ts';

const asVariable = (value: unknown) =>
  typeof value === 'number' || typeof value === 'boolean' ? value : argumentText(value);

/** A tool that ends the work of the agent and continues the scenario at an entry point. */
export const openScenarioTool: OpenTools<'scenario'> = async (tool) => [
  {
    ...tool,
    inputSchema: tool.input,
    check: checkInput(tool.input),
    async run(input) {
      const vars = Object.fromEntries(Object.entries(input).map(([name, value]) => [name, asVariable(value)]));
      return { text: 'The scenario continues.', continueAt: { alias: tool.alias, vars } };
    },
  },
];
