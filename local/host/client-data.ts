export const managementPath = '/runtime/webhooks/durabletask/';

/** What a `durableClient` binding hands to the library: where the management routes are. */
export function clientData(origin: string, hubName: string, key: string, id = 'INSTANCEID') {
  const base = origin + managementPath.slice(0, -1);
  const create = `${base}/orchestrators/{functionName}[/{instanceId}]`;
  const instance = `${base}/instances/${encodeURIComponent(id)}`;
  const code = `code=${key}`;
  const query = `taskHub=${hubName}&connection=Storage&${code}`;
  const wait = 'timeout={timeoutInSeconds}&pollingInterval={intervalInSeconds}';
  return {
    taskHubName: hubName,
    creationUrls: {
      createNewInstancePostUri: `${create}?${code}`,
      createAndWaitOnNewInstancePostUri: `${create}?${wait}&${code}`,
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
    requiredQueryStringParameters: code,
    // In Azure this is a port of its own that needs no key; here the path holds the key.
    rpcBaseUrl: `${origin}${rpcPath(key)}`,
  };
}

export function rpcPath(key: string): string {
  return `/durabletask/${key}/`;
}
