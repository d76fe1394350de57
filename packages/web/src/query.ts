/** Asking and acting, on top of `call`: what is asked is kept and asked again; after an act everything on screen is read afresh. */
import type { AnswerOf, Endpoint } from "@interviewvector/domain";
import {
  keepPreviousData,
  QueryCache,
  QueryClient,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { ApiError, call, type Ask } from "./api.ts";
import { useCompanyId } from "./company.ts";

export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error) => {
      // The session ended while a page was open: sign in, and come back to it.
      const inside = /^\/(app|expert|ops)(\/|$)/.test(location.pathname);
      if (inside && error instanceof ApiError && error.status === 401)
        location.assign(`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`);
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 5000,
      // Refusals do not change by asking again; a missing connection or a stumble of the server may.
      retry: (count, error) => count < 2 && (!(error instanceof ApiError) || error.status === 0 || error.status >= 500),
    },
  },
});

interface Keeping {
  enabled?: boolean;
  refetchMs?: number | false;
  /** Shows the former answer while another filter is being read, so that nothing jumps. */
  keepFormer?: boolean;
}

export function useAnswer<E extends Endpoint>(endpoint: E, ask: Ask<E> = {}, keeping: Keeping = {}) {
  const companyId = useCompanyId();
  return useQuery<AnswerOf<E>, ApiError>({
    queryKey: [endpoint.path, companyId, ask.params ?? null, ask.query ?? null, ask.body ?? null],
    queryFn: ({ signal }) => call(endpoint, ask, { companyId, signal }),
    enabled: keeping.enabled ?? true,
    refetchInterval: keeping.refetchMs ?? false,
    ...(keeping.keepFormer ? { placeholderData: keepPreviousData } : {}),
  });
}

export function useAct<E extends Endpoint>(endpoint: E, onDone?: (answer: AnswerOf<E>, ask: Ask<E>) => void) {
  const companyId = useCompanyId();
  const client = useQueryClient();
  return useMutation<AnswerOf<E>, ApiError, Ask<E>>({
    mutationFn: (ask) => call(endpoint, ask, { companyId }),
    onSuccess: (answer, ask) => onDone?.(answer, ask),
    // Also after a failure: a refusal often means that the page was out of date.
    onSettled: () => client.invalidateQueries(),
  });
}
