/** What the page changes. Each change is meant for the state that was seen last. */
import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { ApiError, bodyOf, client, tagged, type Schemas, type Tagged } from './client.ts';
import { keys } from './queries.ts';

type Connector = Tagged<Schemas['Connector']>;

/** Path and tag of a change to a connector. */
interface Aim {
  path: { id: string };
  header: { 'If-Match': string };
}

/** @param send gets the connector's path and the tag of the state last seen */
export function useConnectorChange<V>(
  id: string,
  send: (aim: Aim, variables: V) => Promise<Connector>,
): UseMutationResult<Connector, Error, V> {
  const queryClient = useQueryClient();
  const key = keys.connector(id);
  return useMutation({
    mutationFn: (variables: V) => {
      const etag = queryClient.getQueryData<Connector>(key)?.etag ?? '*';
      return send({ path: { id }, header: { 'If-Match': etag } }, variables);
    },
    onSuccess: (connector) => {
      queryClient.setQueryData(key, connector);
      return queryClient.invalidateQueries({ queryKey: keys.connectors, exact: true });
    },
    onError: (error) => {
      if (error instanceof ApiError && error.status === 412) {
        void queryClient.invalidateQueries({ queryKey: key });
      }
    },
  });
}

export const acceptTerms = (params: Aim, version: string): Promise<Connector> =>
  tagged(client.PUT('/connectors/{id}/terms', { params, body: { version, accepted: true } }));

export async function signInToSource(
  params: Aim,
  body: Schemas['Credentials'],
): Promise<Connector> {
  await bodyOf(client.PUT('/connectors/{id}/credentials', { params, body }));
  return readConnector(params.path.id);
}

export const setRules = (params: Aim, body: Schemas['MappingRules']): Promise<Connector> =>
  tagged(client.PUT('/connectors/{id}/mapping-rules', { params, body }));

export const changeSettings = (params: Aim, body: Schemas['ConnectorPatch']): Promise<Connector> =>
  tagged(client.PATCH('/connectors/{id}', { params, body }));

export const finish = (params: Aim): Promise<Connector> =>
  tagged(client.POST('/connectors/{id}/finish', { params }));

export const pause = (params: Aim): Promise<Connector> =>
  tagged(client.POST('/connectors/{id}/pause', { params }));

export const resume = (params: Aim): Promise<Connector> =>
  tagged(client.POST('/connectors/{id}/resume', { params }));

function readConnector(id: string): Promise<Connector> {
  return tagged(client.GET('/connectors/{id}', { params: { path: { id } } }));
}
