import { useQuery } from '@tanstack/react-query';

/** Whether the server has no bot with this id. Uses a public endpoint, because the page is public. */
export function useIsUnknownBot(id: string): boolean {
  const { data } = useQuery({
    queryKey: ['unknown-bot', id],
    queryFn: async ({ signal }) => {
      const { status } = await fetch(`/api/bots/${encodeURIComponent(id)}/files`, { method: 'OPTIONS', signal });
      return status === 404;
    },
  });
  return data ?? false;
}
