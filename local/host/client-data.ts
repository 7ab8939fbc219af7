export const managementPath = '/runtime/webhooks/durabletask';
export const rpcPath = '/durabletask';
export const adminPath = '/admin/functions';

/** What a `durableClient` binding hands to the library: where the management routes are. */
export function clientData(origin: string, hubName: string, key: string, id = 'INSTANCEID') {
  const base = origin + managementPath;
  const create = `${base}/orchestrators/{functionName}[/{instanceId}]`;
  const instance = `${base}/instances/${encodeURIComponent(id)}`;
  const query = `taskHub=${hubName}&connection=Storage&code=${key}`;
  return {
    taskHubName: hubName,
    creationUrls: {
      createNewInstancePostUri: `${create}?code=${key}`,
      createAndWaitOnNewInstancePostUri: `${create}?timeout={timeoutInSeconds}&pollingInterval={intervalInSeconds}&code=${key}`,
    },
    managementUrls: {
      id,
      statusQueryGetUri: `${instance}?${query}`,
      sendEventPostUri: `${instance}/raiseEvent/{eventName}?${query}`,
      terminatePostUri: `${instance}/terminate?reason={text}&${query}`,
      rewindPostUri: `${instance}/rewind?reason={text}&${query}`,
      purgeHistoryDeleteUri: `${instance}?${query}`,
      restartPostUri: `${instance}/restart?${query}`,
      suspendPostUri: `${instance}/suspend?reason={text}&${query}`,
      resumePostUri: `${instance}/resume?reason={text}&${query}`,
    },
    baseUrl: base,
    requiredQueryStringParameters: `code=${key}`,
    // In Azure this is a port of its own that needs no key; here the path holds the key.
    rpcBaseUrl: `${origin}${rpcPath}/${key}/`,
  };
}
