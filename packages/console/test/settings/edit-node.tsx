import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import { type ComponentProps, type ComponentType, useState } from 'react';
import type { NodeForm } from '../../src/settings/scenario/forms/node-form.tsx';
import type { JsonObject } from '../../src/settings/scenario/scenario-json.ts';
import { MessagesProvider } from '../../src/shell/locale/messages-provider.tsx';
import { queryKeyOf } from '../../src/shell/session/use-api-query.ts';

// jsdom lacks `CSS.escape`, which dialogs and dropdown lists call on the window of their document.
Object.assign(document.defaultView ?? {}, { CSS: { escape: (text: string) => text } });

const ignore = () => {};

/**
 * Renders a form of a node, with the answers of the server that it reads.
 *
 * @returns a function that returns the edited node
 */
export function editNode(
  Form: ComponentType<ComponentProps<typeof NodeForm>>,
  first: JsonObject,
  answers: Readonly<Partial<Record<'listProviders' | 'listMcpServers', unknown>>>,
): () => JsonObject {
  const queries = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
  for (const name of ['listProviders', 'listMcpServers'] as const) {
    queries.setQueryData(queryKeyOf(name, {}), answers[name] ?? { ok: true, items: [] });
  }
  let latest = first;
  function Edited() {
    const [json, setJson] = useState(first);
    latest = json;
    return (
      <Form
        node={{ id: 'node', type: String(json.type), json }}
        problems={[]}
        languages={['en', 'uk']}
        ids={['node', 'other']}
        aliases={['move', 'person']}
        onChange={setJson}
        onDelete={null}
        takesFocus={false}
        onClose={ignore}
      />
    );
  }
  render(
    <QueryClientProvider client={queries}>
      <MessagesProvider>
        <Edited />
      </MessagesProvider>
    </QueryClientProvider>,
  );
  return () => latest;
}
