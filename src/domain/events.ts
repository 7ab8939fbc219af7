/**
 * Everything the archiver says in its logs, with a number that queries and alerts hold on to: a text may be reworded,
 * a number never changes its meaning and is never used again. 1xxx runs, 2xxx the source, 3xxx Microsoft Graph, 4xxx
 * storage, 5xxx the HTTP interface, 9xxx faults of ours.
 */
const EVENTS = {
  'run settled': 1001,
  'a run failed': 1002,
  'a run is late': 1003,
  'the watermark of a connector is old': 1004,
  'a connector waits for a person': 1005,
  tick: 1006,
  'the source counts otherwise': 1007,
  'many exceptions in a run': 1008,
  'a run is taken up again': 1009,
  'a run could not be started at once': 1010,
  'an activity could not do its work': 1011,
  'a slice was staged': 1012,
  'a bucket was imported': 1013,
  'old orchestration histories purged': 1014,
  'what was kept long enough has been removed': 1015,
  'nothing is removed under legal hold': 1016,
  'a digest was delivered': 1017,
  'a digest could not be delivered': 1018,

  'the source could not be asked for its count': 2001,
  'TeleMessage did not answer, trying again': 2002,
  'Answer broke off, asking again': 2003,
  'Download broke off, taking it up again': 2004,

  'Graph request is sent again': 3001,
  'Graph requests of a while': 3002,
  'Message refused, trying without its headers': 3003,
  'Message could not be completed, removing it': 3004,
  'Removing a message that was never completed': 3005,
  'Look-up of a message was not answered': 3006,
  'The directory takes this for no address': 3007,
  'Looking addresses up': 3008,
  'Graph request has failed': 3009,

  'The lease of a bucket has been lost': 4001,
  'The lease of a bucket could not be given back': 4002,

  'a request could not be served': 5001,
  'a check of the preflight could not be carried out': 5004,
  'a download broke off': 5002,
  'an audit row could not be written': 5003,

  'a function ended with an unexpected error': 9001,
} as const;

export type EventText = keyof typeof EVENTS;

/** The number of what is said. */
export function eventNumber(text: EventText): number {
  return EVENTS[text];
}
