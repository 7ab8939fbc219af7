/** Limits of the host and of the platform, which must fit each other. */
import {
  allowedNumbersOf,
  boundOf,
  keysOf,
  stringOf,
  stringsOf,
  valueOf,
  valuesUnder,
  type Bicep,
} from './bicep-reader.ts';
import { OPEN_PATHS } from './expectations.ts';
import { ALERTS, APP, HOST, type HostSettings } from './files.ts';

/** Minutes that Flex Consumption lets a function go on after it has decided to take its instance away. */
const SCALE_IN_GRACE_MINUTES = 60;
/** Durable's own bounds: partitions, and letters and digits of a task hub's name. */
const MAX_PARTITIONS = 16;
const HUB_NAME = /^[A-Za-z][A-Za-z0-9]{2,44}$/;

export function hostLimits(host: HostSettings, app: Bicep, main: Bicep): string[] {
  const { hubName, storageProvider } = host.extensions.durableTask;
  const { connectionName, partitionCount } = storageProvider;
  const given = keysOf(app, valueOf(app, 'var', 'hostSettings'));
  const hub = stringOf(app, valueOf(app, 'var', 'taskHub'));
  const minutes = minutesOf(host.functionTimeout);
  const open = valuesUnder(app, 'excludedPaths').flatMap((value) => stringsOf(app, value));
  const faults: [boolean, string][] = [
    [hub !== hubName, `${HOST} names the task hub ${hubName}, ${APP} ${hub}`],
    [!HUB_NAME.test(hubName), `${HOST}: ${hubName} cannot be the name of a task hub`],
    [
      partitionCount < 1 || partitionCount > MAX_PARTITIONS,
      `${HOST}: a task hub has 1 to ${MAX_PARTITIONS} partitions`,
    ],
    [
      minutes === undefined || minutes > SCALE_IN_GRACE_MINUTES,
      `${HOST}: functionTimeout must be set, to ${SCALE_IN_GRACE_MINUTES} minutes at most: an instance that is taken away waits no longer`,
    ],
    [
      !host.logging.applicationInsights.samplingSettings.excludedTypes.split(';').includes('Trace'),
      `${HOST}: traces must not be sampled, ${ALERTS} counts them`,
    ],
    [
      open.join() !== OPEN_PATHS.join(),
      `${APP} leaves ${open.join(', ')} open to everyone; only ${OPEN_PATHS.join(', ')} may be`,
    ],
  ];
  for (const part of ['accountName', 'credential', 'clientId']) {
    const name = `${connectionName}__${part}`;
    faults.push([
      !given.includes(name),
      `${HOST} connects by ${connectionName}, ${APP} lacks ${name}`,
    ]);
  }
  for (const file of [app, main]) {
    faults.push(
      [
        boundOf(file, 'durableAlwaysReady', 'maxValue') !== partitionCount,
        `${file.path}: at most ${partitionCount} instances can be of use always ready, one for each partition in ${HOST}`,
      ],
      [
        boundOf(file, 'maximumInstances', 'minValue') < partitionCount,
        `${file.path}: maximumInstances may be less than the partitions in ${HOST}`,
      ],
    );
  }
  return faults.filter(([isFault]) => isFault).map(([, words]) => words);
}

function minutesOf(timeout: string | undefined): number | undefined {
  const parts = /^(\d\d):(\d\d):(\d\d)$/.exec(timeout ?? '');
  return parts ? Number(parts[1]) * 60 + Number(parts[2]) + Number(parts[3]) / 60 : undefined;
}

/** Megabytes of the worker's heap, and what is left to the host on the smallest instance. */
export function memory(app: Bicep, main: Bicep): string[] {
  const heap = Number(/--max-old-space-size=(\d+)/.exec(app.text)?.[1]);
  const instances = [app, main].flatMap((file) => allowedNumbersOf(file, 'instanceMemoryMB'));
  const least = Math.min(...instances);
  return heap <= least / 2
    ? []
    : [`${APP}: a heap of ${heap} MB is more than half of an instance of ${least} MB`];
}
