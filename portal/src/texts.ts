/**
 * Every word a person reads, but for what the interface itself says. To translate the page, translate this file;
 * what depends on numbers is a function, so that each language can have its own plurals.
 */
import { formatFraction, formatNumber } from './format.ts';
import type { Counter } from './pages/runs/flow-layout.ts';

const plural = new Intl.PluralRules('en');

function count(value: number, one: string, other: string): string {
  return `${formatNumber(value)} ${plural.select(value) === 'one' ? one : other}`;
}

export const texts = {
  product: 'Mobile Archiver',

  common: {
    loading: 'Loading',
    retry: 'Try again',
    cancel: 'Cancel',
    save: 'Save',
    back: 'Back',
    next: 'Next',
    more: 'Show more',
    none: 'None',
    never: 'Never',
    download: 'Download',
    items: (value: number) => count(value, 'item', 'items'),
    readerOnly:
      'You may look at everything. To change something you need the role Connector.Admin.',
  },

  errors: {
    title: 'That did not work',
    read: 'This could not be loaded',
    reach: 'The archiver cannot be reached. Check your connection, then try again.',
    signedOut: 'Your session is over. Sign in again.',
    stale:
      'Somebody else changed this while you looked at it. It was loaded again: look, then repeat.',
    unexpected:
      'Something unexpected happened. Try again; if it stays, tell whoever runs the archiver.',
    notFound: 'There is nothing at this address',
    notFoundText: 'It may have been deleted, or the address may be incomplete.',
    home: 'Go to the overview',
  },

  gate: {
    signedOut: 'Sign in',
    signedOutText:
      'Archive mobile communications into Microsoft 365, and see that nothing was lost.',
    signIn: 'Sign in with your work account',
    noRole: 'You have no access yet',
    noRoleText: (name: string) =>
      `You are signed in as ${name}, but hold no role here. Ask an administrator of your tenant to give you ` +
      'Connector.Reader (to look) or Connector.Admin (to change) in the enterprise application, then sign in again.',
    other: 'Sign out',
    unreachable: 'The archiver does not answer',
  },

  roles: { admin: 'Administrator', reader: 'Reader' },

  shell: {
    skip: 'Skip to the content',
    signOut: 'Sign out',
    offline: 'You are offline.',
    offlineText:
      'What you see may be old. It is brought up to date as soon as the connection is back.',
    brokenTitle: 'This page has failed',
    brokenText:
      'The fault is in the page, not in your data: archiving goes on. Loading it again usually helps.',
    reload: 'Load the page again',
  },

  nav: {
    label: 'Main',
    trail: 'Where you are',
    open: 'Open navigation',
    close: 'Close navigation',
    overview: 'Overview',
    connectors: 'Connectors',
    exceptions: 'Exceptions',
    items: 'Find an item',
    audit: 'Audit',
    settings: 'Settings',
  },

  kinds: {
    sms: 'SMS',
    mms: 'MMS',
    chat: 'Chat',
    voiceCall: 'Voice calls',
    callLog: 'Call logs',
  },

  connectorStates: {
    draft: 'Set-up not finished',
    ready: 'Ready to start',
    active: 'Active',
    paused: 'Paused',
    attention: 'Needs attention',
    deleted: 'Deleted',
  },

  runStates: {
    queued: 'Queued',
    running: 'Running',
    settling: 'Settling',
    succeeded: 'Complete',
    succeededWithExceptions: 'With exceptions',
    failed: 'Failed',
    cancelled: 'Cancelled',
  },

  overview: {
    title: 'Overview',
    lead: 'What was archived, day by day, and what waits for you.',
    empty: 'No connector yet',
    emptyText:
      'A connector brings the communications of one TeleMessage product into the mailboxes of your users. Setting one up takes about five minutes.',
    add: 'Add connector',
    days: 'Day by day',
    notBegun: 'Days are shown once the set-up is finished.',
  },

  needs: {
    title: 'What needs you',
    nothing: 'Nothing waits for you. Every day that is over was archived.',
    severities: { error: 'Urgent', warning: 'Soon', info: 'When you have time' },
    all: (value: number) => `Show all ${formatNumber(value)}`,
    look: 'Look',
    mend: 'Mend it',
    continue: 'Go on',
    catchUp: 'Catch up',
    unfinished: (name: string) => `${name}: the set-up is not finished`,
    stepsOpen: (value: number) =>
      value === 0
        ? 'Everything is set; only the review is left.'
        : count(value, 'step is open.', 'steps are open.'),
    missing: (name: string, value: number) =>
      `${name}: ${count(value, 'day is', 'days are')} missing`,
    missingText:
      'They are over, and no run covers them. Runs catch up by themselves; if these do not, start one.',
    failed: (name: string) => `${name}: a run has failed`,
    exceptions: (value: number) => count(value, 'item was not imported', 'items were not imported'),
    exceptionsText: 'They are grouped by cause, each with what to do.',
  },

  days: {
    legend: 'What the signs mean',
    calendar: 'calendar',
    calendarOf: (name: string) => `Days of ${name}; move with the arrow keys, Enter opens the run.`,
    calendarHint: 'Point at a day to read it; click to open its run.',
    chartOf: (name: string, total: number) =>
      `Items per day of ${name}: ${formatNumber(total)} in all.`,
    noItems: 'No items in these days',
    perDay: (highest: string) => `Items per day, up to ${highest}`,
    tableOf: (name: string) => `Days of ${name}`,
    asTable: 'As a table',
    span: 'How far back',
    spans: { 35: 'Last 5 weeks', 91: 'Last 3 months', 400: 'Last 13 months' },
    day: 'Day (UTC)',
    state: 'State',
    items: 'Items',
    deliveries: 'Deliveries',
    exceptionsLabel: 'Exceptions',
    exceptions: (value: number) => count(value, 'exception', 'exceptions'),
    count: (value: number, state: string) => `${formatNumber(value)} ${state.toLowerCase()}`,
    states: {
      complete: 'Complete',
      withExceptions: 'With exceptions',
      running: 'Running',
      missing: 'Missing',
      failed: 'Failed',
      notDue: 'Not due',
    },
  },

  connectors: {
    title: 'Connectors',
    lead: 'One for each TeleMessage product and account.',
    all: 'All connectors',
    name: 'Name',
    product: 'Product',
    state: 'State',
    lastRun: 'Last run',
    watermark: 'Settled up to',
    noRun: 'No run yet',
  },

  copy: {
    copy: (name: string) => `Copy: ${name}`,
    copied: 'Copied',
  },

  causes: {
    unmapped: 'No mailbox',
    tooLarge: 'Too large',
    malformed: 'Not readable',
    failed: 'Not delivered',
  },

  itemKinds: {
    sms: 'SMS',
    mms: 'MMS',
    chat: 'Chat message',
    voiceCall: 'Voice call',
    callLog: 'Call log',
  },

  runs: {
    title: 'Runs',
    lead: 'One run archives what became available at the source within one window of time.',
    empty: 'No run yet',
    emptyText:
      'A run starts by itself once a day is over. You can also start one for days that are.',
    newest: 'Newest first',
    window: 'Window',
    state: 'State',
    items: 'Items',
    deliveries: 'Deliveries',
    exceptions: 'Exceptions',
    createdAt: 'Asked for',
    createdBy: 'By',
    start: 'Start a run',
    startText:
      'Everything that became available on these days is archived. What is there already stays as it is.',
    startNow: 'Start',
    first: 'First day (UTC)',
    last: 'Last day (UTC)',
  },

  run: {
    title: (window: string) => `Run of ${window}`,
    progress: 'Progress',
    steps: { list: 'Listing', write: 'Writing', settle: 'Settling' },
    said: (step: string, percent: number | undefined) =>
      percent === undefined ? step : `${step}: ${formatNumber(percent)} percent`,
    slices: (done: number, of: number) =>
      of === 0
        ? 'The window is being divided'
        : `${formatNumber(done)} of ${count(of, 'slice', 'slices')} of the window listed`,
    written: (done: number, of: number) =>
      `${formatNumber(done)} of ${count(of, 'message', 'messages')} written`,
    rate: 'Rate',
    rateOf: {
      items: (perSecond: number) => `${formatFraction(perSecond)} items a second`,
      deliveries: (perSecond: number) => `${formatFraction(perSecond)} messages a second`,
    },
    estimatedEnd: 'Probably over',
    unknown: 'Not known yet',
    cancelling: 'The run stops as soon as what is under way is finished. What was written stays.',
    failed: 'The run has failed',
    certificate: 'Certificate',
    soFar: 'So far',
    picture: 'From what was captured to what became of it',
    pictureWords: (numbers: Record<Counter, number>) =>
      `${count(numbers.listed, 'communication', 'communications')} listed: ${count(numbers.items, 'item', 'items')} ` +
      `and ${count(numbers.repeated, 'repetition', 'repetitions')}. ` +
      `Of the items, ${formatNumber(numbers.delivered)} go to mailboxes, ${formatNumber(numbers.unmapped)} have no mailbox, ` +
      `${formatNumber(numbers.tooLarge)} are too large, ${formatNumber(numbers.malformed)} are not readable. ` +
      `They make ${count(numbers.deliveries, 'delivery', 'deliveries')}: ${formatNumber(numbers.imported)} imported, ` +
      `${formatNumber(numbers.partial)} imported without large attachments, ${formatNumber(numbers.duplicate)} in the mailbox before, ` +
      `${formatNumber(numbers.failed)} failed.`,
    parts: {
      listed: 'Captured',
      items: 'Items',
      repeated: 'Listed twice',
      delivered: 'For mailboxes',
      unmapped: 'No mailbox',
      tooLarge: 'Too large',
      malformed: 'Not readable',
      deliveries: 'Deliveries',
      imported: 'Imported',
      partial: 'Without large files',
      duplicate: 'There before',
      failed: 'Failed',
      open: 'Still to come',
    },
    balanced: 'Everything is accounted for.',
    balancedText: (items: number) =>
      items === 0
        ? 'Nothing became available at the source in this window.'
        : `What became of ${items === 1 ? 'the one captured item' : `each of the ${formatNumber(items)} captured items`} is known and kept.`,
    notBalanced: 'The numbers do not add up.',
    notBalancedText:
      'The run counts as failed, and nothing of it as complete. Download the report, and run the window again.',
    source: (sourceCount: number | null, items: number) =>
      sourceCount === null
        ? 'TeleMessage gave no count of its own for this window.'
        : `TeleMessage itself counts ${count(sourceCount, 'item', 'items')} for this window; ${formatNumber(items)} were captured` +
          (sourceCount === items ? ': the same.' : ': not the same.'),
    equations: 'Equations',
    holds: 'Holds',
    holdsNot: 'Does not hold',
    settledAt: 'Settled',
    exceptions: 'Exceptions',
    noExceptions: 'None: whatever was captured went to its mailbox.',
    noneYet: 'None so far.',
    openOf: (open: number, all: number) =>
      open === 0
        ? `${formatNumber(all)} resolved`
        : open === all
          ? `${formatNumber(open)} open`
          : `${formatNumber(open)} of ${formatNumber(all)} open`,
    showThem: (all: number) => (all === 1 ? 'Show it' : `Show all ${formatNumber(all)}`),
    actions: {
      cancel: {
        label: 'Cancel run',
        title: 'Cancel this run?',
        text: 'It stops as soon as what is under way is finished. What was written stays; the window counts as missing until it is run again.',
        done: 'The run is being cancelled.',
      },
      retry: {
        label: 'Retry',
        title: 'Send the failed deliveries again?',
        text: 'Each mailbox is looked at first, so that nothing is written twice.',
        done: 'The failed deliveries are being sent again.',
      },
      reprocess: {
        label: 'Reprocess',
        title: 'Take the exceptions up again?',
        text: 'They are processed with the mapping and the settings of today. What was imported stays as it is.',
        done: 'The exceptions are being taken up again.',
      },
    },
    report: 'Report',
    formats: { csv: 'For a spreadsheet (CSV)', json: 'For a program (JSON)' },
    facts: 'About this run',
    labels: {
      window: 'Window',
      number: 'Number',
      createdBy: 'Asked for by',
      createdAt: 'Asked for',
      startedAt: 'Started',
      settledAt: 'Settled',
      round: 'Rounds',
      attempt: 'Attempts',
      id: 'Run id',
    },
    roundOf: (round: number) =>
      round === 1 ? '1' : `${formatNumber(round)}: it was taken up again after it was settled`,
  },

  exceptions: {
    title: 'Exceptions',
    lead: 'What was captured and not imported, why, and what to do about it. Nothing of it is lost.',
    filters: 'Filter',
    connector: 'Connector',
    anyConnector: 'All connectors',
    ofRun: 'Run',
    anyRun: 'All runs',
    oneRun: 'One run',
    cause: 'Cause',
    anyCause: 'All causes',
    state: 'State',
    states: { open: 'Open', resolved: 'Resolved' },
    anyState: 'Open and resolved',
    number: 'Number or address',
    itemId: 'Item id',
    only: {
      runId: (_: string) => 'One run only',
      reason: (reason: string) => `Reason: ${reason}`,
    },
    without: {
      runId: (_: string) => 'One run only: show all runs',
      reason: (reason: string) => `Reason: ${reason}: show others too`,
    },
    empty: 'No exceptions',
    emptyText:
      'Nothing matches the filter. With all causes and open ones chosen, that means everything went to its mailbox.',
    columns: ['Item', 'Cause', 'Numbers', 'Time', 'More'],
    loaded: (loaded: number, total: number | undefined) =>
      total === undefined || total <= loaded
        ? `${count(loaded, 'exception', 'exceptions')}${total === undefined ? ', more as you scroll' : ''}`
        : `${formatNumber(loaded)} of ${count(total, 'exception', 'exceptions')}, more as you scroll`,
    atLeast: (counted: number) =>
      `There are more than ${formatNumber(counted)} exceptions; the numbers here are those of the first ${formatNumber(counted)}.`,
    some: (parties: readonly string[]) =>
      parties.length > 2
        ? `${parties.slice(0, 2).join(', ')} and ${formatNumber(parties.length - 2)} more`
        : parties.join(', '),
    parties: 'Numbers:',
    mailbox: 'Mailbox',
    explain: (itemId: string) => `What to do about ${itemId}`,
    remedy: 'What to do:',
    run: 'Go to the run',
    resolvedAt: 'Resolved',
  },

  outcomes: {
    delivered: 'For mailboxes',
    unmapped: 'No mailbox',
    tooLarge: 'Too large',
    malformed: 'Not readable',
    planned: 'Waiting to be written',
    claimed: 'Being written',
    imported: 'Imported',
    partial: 'Without large attachments',
    failed: 'Failed',
  },

  items: {
    title: 'Find an item',
    lead: 'Where a communication went, from the list of the source to the mailbox.',
    search: 'What are you looking for?',
    found: 'Found',
    table: 'Items found',
    connector: 'Connector',
    number: 'Number',
    mailbox: 'Mailbox',
    itemId: 'Item id',
    outcome: 'Outcome',
    anyOutcome: 'Any outcome',
    ofItem: 'Of the item',
    ofDelivery: 'In a mailbox',
    from: 'From',
    to: 'To',
    hints: {
      number: 'Of a participant, in any spelling.',
      mailbox: 'Address or object id of the user.',
      itemId: 'As TeleMessage gave it. Needs no time.',
    },
    zones: { local: 'In your time zone.', utc: 'In UTC.' },
    problems: {
      missing: 'Give a time from and to, or an item id.',
      order: 'Must be after the beginning.',
      tooLong: 'At most 31 days at once: what has no index is looked through row by row.',
    },
    find: 'Find',
    ask: 'Say what you are looking for',
    askText:
      'The more you fill in, the sooner it is found. A time is enough to see everything of it.',
    nothing: 'Nothing found',
    nothingText:
      'There is no such item in this time. Try another spelling of the number, a longer time, or another connector.',
    searched: (rows: number, place: string | null, isComplete: boolean) =>
      `${count(rows, 'row', 'rows')} looked at` +
      (isComplete ? '; that is all.' : place === null ? '.' : `, up to ${place}.`),
    kind: 'Kind',
    time: 'Time',
    numbers: 'Numbers',
    mailboxes: 'Mailboxes',
    some: (parties: readonly string[]) =>
      parties.slice(0, 3).join(', ') +
      (parties.length > 3 ? ` and ${formatNumber(parties.length - 3)} more` : ''),
    deliveries: (all: number, duplicates: number) =>
      duplicates === 0
        ? formatNumber(all)
        : `${formatNumber(all)}, ${formatNumber(duplicates)} had it before`,
  },

  story: {
    title: (kind: string, itemId: string) => `${kind} ${itemId}`,
    timeline: 'Its story',
    noTime: 'Time not recorded',
    occurred: 'The communication took place',
    events: {
      listed: 'Listed by the source',
      listedAgain: 'Listed again, and recognised',
      unmapped: 'No mailbox was found',
      tooLarge: 'Too large to be imported',
      malformed: 'Could not be read',
      planned: 'Meant for a mailbox',
      duplicate: 'Was in the mailbox already',
      claimed: 'Taken up to be written',
      inDoubt: 'Written without a clear answer; the mailbox is looked at',
      imported: 'Imported into the mailbox',
      partial: 'Imported without large attachments',
      failed: 'Could not be imported',
      reprocessed: 'Taken up again',
      resolved: 'The exception is resolved',
    },
    rules: { custom: 'By the mapping file', automatic: 'Automatically, by address' },
    leftOut: ({ name, size }: { name: string; size: number }) =>
      `${name} (${formatFraction(size / 1_048_576)} MB)`,
    mailboxes: 'Mailboxes today',
    table: 'What became of it in each mailbox',
    noMailboxes: 'It went to no mailbox.',
    related: 'Has to do with',
    relations: {
      sameInOtherRun: 'The same item in another run:',
      duplicateOf: 'The same communication came as:',
      replaces: 'Replaces:',
      replacedBy: 'Was replaced by:',
    },
    facts: 'About this item',
    labels: {
      itemId: 'Item id',
      revision: 'Revision',
      occurredAt: 'Took place',
      listedAt: 'Listed',
      parties: 'Numbers',
      run: 'Run',
      runId: 'Run id',
      raw: 'As received',
      mailbox: 'Mailbox',
      state: 'State',
      rule: 'Found',
      at: 'Since',
      messageId: 'Message id',
      noMailboxFor: 'No mailbox for',
      leftOut: 'Left out',
      otherItem: 'Other item',
      slice: 'Slice',
      round: 'Round',
    },
  },

  unmapped: {
    title: 'Numbers without a mailbox',
    text: 'Give a number a mailbox, then reprocess: the items that wait for it are imported.',
    choose: 'Choose a connector to give these numbers a mailbox.',
    map: 'Map it',
    mapIt: (party: string) => `Map it: give ${party} a mailbox`,
    waiting: (value: number) => count(value, 'item waits', 'items wait'),
    show: (party: string, value: number) =>
      `${count(value, 'item waits', 'items wait')} for ${party}: show`,
    reprocess: 'Reprocess now',
    working: (runs: number) => `${count(runs, 'run is', 'runs are')} working on it`,
    reprocessed: ({ runs, busy, items }: { runs: number; busy: number; items: number }) =>
      items === 0
        ? 'Nothing waits for a mailbox.'
        : `${count(items, 'item is', 'items are')} looked at again in ${count(runs, 'run', 'runs')}.` +
          (busy > 0
            ? ` ${count(busy, 'run is', 'runs are')} still working: reprocess again later.`
            : ''),
  },

  connector: {
    runs: 'Runs',
    allRuns: 'All runs',
    mend: 'Mend it',
    unfinished: 'The set-up is not finished; nothing is archived yet.',
    goOn: 'Go on with the set-up',
    change: 'Change settings',
    saved: 'The settings were saved. The next run uses them.',
    sizeLimit: 'Size limit in MB',
    sizeLimitHint: 'From 10 to 150. Empty: the limit of the product.',
    messageClass: 'Message class',
    messageClassHint: 'IPM.Note, or a class that begins with “IPM.Note.”. Empty: the usual one.',
    createdAt: 'Created at',
    createdBy: 'Created by',
    setUp: 'Set-up',
    open: 'Open',
    pause: 'Pause',
    paused: 'Paused. No new run begins; nothing is lost, as resuming catches up.',
    resume: 'Resume',
    resumed: 'Resumed. Days that were missed are caught up.',
    delete: 'Delete',
    deleteTitle: (name: string) => `Delete ${name}?`,
    deleteText:
      'No further day is archived, and the TeleMessage credential is removed. What is in the mailboxes stays, and so does the record of what was archived. This cannot be undone.',
    deleteField: (name: string) => `To confirm, type the name: ${name}`,
    deleteNow: 'Delete the connector',
    deleted: (name: string) => `${name} was deleted.`,
  },

  setup: {
    title: 'Set up a connector',
    choose: 'Add a connector',
    chooseLead: 'Which TeleMessage product is to be archived?',
    preview: 'Preview',
    productLead: 'What this connector does, and what must be ready before you begin.',
    about: 'About',
    content: 'What is archived',
    folder: 'Folder in each mailbox',
    rhythm: 'How often',
    rhythmText: 'Once a day, the 24 hours before (a day of UTC)',
    size: 'Size limit',
    sizeRules: {
      attachment: 'An item with an attachment above the limit is not imported, but listed.',
      attachmentOrItem:
        'An item that is above the limit, or has an attachment that is, is not imported, but listed.',
    },
    sizeLimit: 'Size limit',
    megabytes: (value: number) => `${formatNumber(value)} MB`,
    consentLabel: 'Admin consent',
    consentNeeded: 'An administrator of the tenant is asked to consent.',
    consentNotNeeded: 'Not asked for.',
    prerequisites: 'Before you begin',
    prerequisitesHint: 'Tick what is done; this list is only for you and is not stored.',
    begin: 'Begin',
    name: 'Name of the connector',
    nameHint: 'As it appears here and in the audit log. It can be changed later.',
    beginAction: 'Begin set-up',
    of: (step: number, steps: number) => `Step ${formatNumber(step)} of ${formatNumber(steps)}`,
    stepsLabel: 'Steps of the set-up',
    done: 'done',
    steps: {
      terms: 'Terms of service',
      credentials: 'TeleMessage sign-in',
      mapping: 'User mapping',
      consent: 'Admin consent',
      review: 'Review',
    },
    terms: {
      version: '2026-11',
      versionLabel: 'Version',
      why: 'The archiver handles the communications of people. Somebody who may decide that for your organisation has to agree; who and when is recorded.',
      paragraphs: [
        'What is done. Once a day the archiver signs in to your TeleMessage account, reads the communications captured for your users, turns each into an e-mail where it is none yet, and writes it into a folder of its own in the mailbox of every user who took part and is mapped.',
        'Where data lies. Communications are stored in your own Azure subscription while they are being imported, and in your own Microsoft 365 tenant after that. Nothing is sent to anybody else. The TeleMessage password lies in your key vault and is shown to nobody.',
        'What you vouch for. You are entitled to capture and archive these communications, the people concerned have been informed as the law of their place asks for, and the archive account of TeleMessage belongs to your organisation.',
        'What is not imported. Communications without a mapped user, above the size limit, or damaged are not written to a mailbox. They are listed as exceptions with their reason until somebody acts on them; they are never dropped silently.',
        'Ending it. You may pause or delete a connector at any time. Deleting removes the stored credential; the record of what was archived stays.',
      ],
      agree: 'I have read the terms and may accept them for my organisation.',
      accept: 'Accept and go on',
      acceptedBy: 'Accepted by',
      acceptedAt: 'Accepted at',
    },
    credentials: {
      why: 'The archiver reads from TeleMessage with an administrator account of your company. It signs in now to check the account and its licence; only then the password goes into the key vault.',
      username: 'User name',
      password: 'Password',
      passwordHint: 'Stored in the key vault of your subscription and never shown again.',
      refused: 'User name or password are not the right ones. Too many attempts lock the account.',
      action: 'Sign in',
      busy: 'Signing in…',
      again: 'Use another account or password',
      company: 'Company',
      verifiedBy: 'Signed in by',
      verifiedAt: 'Signed in at',
    },
    mapping: {
      why: 'Each communication goes to the mailboxes of the people who took part. These rules say how a mailbox is found; where both are on, the custom mapping is asked first.',
      automatic: 'Automatic: by e-mail address',
      automaticHint:
        'The address that TeleMessage knows a user by is looked up in Microsoft 365. Right where both are the same.',
      custom: 'Custom: by a file of numbers and mailboxes',
      customHint:
        'A CSV file says which mailbox belongs to which number, from when and until when if you like.',
      atLeastOne: 'Choose at least one rule, or nothing could be delivered.',
      fileFirst: 'Give a file or rows above and use them, or switch the custom rule off.',
      action: 'Save and go on',
      file: (version: number | null) =>
        version === null
          ? 'The mapping'
          : `The mapping (version ${formatNumber(version)} is in use)`,
    },
    consent: {
      why: 'To write into mailboxes the archiver needs the consent of an administrator of your tenant. Microsoft shows what is asked for; afterwards you come back here, and the grant is checked by using it.',
      who: 'A Global Administrator or a Privileged Role Administrator can consent. Microsoft needs up to a minute to make it known.',
      action: 'Go to the consent page',
      again: 'Consent again',
      tenant: 'Tenant',
      grantedBy: 'Consent brought back by',
      grantedAt: 'At',
      granted: 'The consent was given and works.',
      problem: 'The consent was not completed. Begin again.',
      problems: {
        consent_refused:
          'The consent was not given. Ask an administrator who may give it for the whole organisation.',
        consent_state_invalid:
          'This consent was begun by somebody else, or too long ago. Begin again.',
        consent_wrong_tenant:
          'The consent was given in another tenant than the one this archiver serves. Sign in there with an account of your own tenant.',
        consent_not_proven:
          'Microsoft does not know of the consent yet. Wait a minute, then begin again.',
      } as Readonly<Record<string, string>>,
    },
    review: {
      why: 'Everything is set. The checks below do once what the daily run does; then finish, and the first run takes up yesterday.',
      open: 'Some steps are still open: go to them on the left. The checks below show what would go wrong today.',
      preflight: 'Checks',
      checking: 'Checking…',
      passed: 'Passed',
      failed: 'Failed',
      checks: {
        source: 'TeleMessage sign-in',
        directory: 'Reading the directory',
        mailbox: 'Writing to a mailbox',
        storage: 'Storage',
        secretStore: 'Secret store',
        mapping: 'User mapping',
      },
      automatic: 'automatic',
      custom: (version: number | null) =>
        version === null ? 'custom' : `custom (version ${formatNumber(version)})`,
      finish: 'Finish',
      finished: 'The connector is active. Its first run begins within a quarter of an hour.',
    },
  },

  mapping: {
    title: 'User mapping',
    lead: 'Which mailbox belongs to which number.',
    addTitle: 'Give a number a mailbox',
    addHint:
      'Adds to the mapping in use, which makes a new version. Reprocessing imports what waited for the number.',
    addSwitchesOn: 'The custom rule is off; adding a number switches it on.',
    addAndReprocess: 'Add and reprocess',
    addOnly: 'Only add',
    validFrom: 'From (optional)',
    validTo: 'Until (optional)',
    rules: 'Rules',
    upload: 'Replace the mapping',
    versions: 'Versions',
    noVersions: 'There is no custom mapping yet.',
    version: 'Version',
    live: 'in use',
    when: 'When',
    who: 'Who',
    restoredBy: (who: string, version: number) =>
      `${who}, back to version ${formatNumber(version)}`,
    difference: 'Difference',
    differenceOf: (added: number, changed: number, removed: number) =>
      `${formatNumber(added)} added, ${formatNumber(changed)} changed, ${formatNumber(removed)} removed`,
    actions: 'Actions',
    downloadVersion: (version: number) => `Download version ${formatNumber(version)}`,
    restore: 'Roll back to it',
    restoreVersion: (version: number) => `Roll back to version ${formatNumber(version)}`,
    resolveTitle: 'Which mailbox would this go to, and why?',
    resolveAction: 'Find out',
    email: 'E-mail address',
    rule: 'Rule',
    result: 'Result',
    why: 'Why',
    ruleNames: { custom: 'Custom mapping', automatic: 'E-mail address' },
    results: {
      won: 'Decides',
      notNeeded: 'Not needed',
      noUser: 'No such user',
      noMatch: 'No match',
      notEffective: 'Not at this time',
      off: 'Switched off',
    },
    leadsTo: (address: string) => `It goes to the mailbox of ${address}.`,
    leadsNowhere:
      'It leads to no mailbox: the item would not be imported, but listed as an exception.',
    drop: 'Drop a CSV file here',
    choose: 'Choose a file',
    paste: 'Paste rows',
    pasteLabel: 'Rows, with the header',
    pasted: 'Pasted rows',
    example: 'External User ID,Microsoft 365 User Mailbox\n+1 206 555 0100,ada@contoso.com',
    check: 'Check',
    trying: 'Checking; nothing is changed yet…',
    tooLarge: 'This file is above 10 MB. Keep the two columns, and the dates if you use them.',
    format:
      'Columns “External User ID” and “Microsoft 365 User Mailbox”, and if you like “Valid From” and “Valid To”. Comma, semicolon or tab; UTF-8 or UTF-16.',
    rows: 'Rows',
    valid: 'Valid',
    line: 'Line',
    column: 'Column',
    fault: 'What to do',
    change: 'Change',
    changes: { added: 'Added', changed: 'Changed', removed: 'Removed' },
    number: 'Number',
    before: 'Before',
    mailbox: 'Mailbox',
    from: 'From',
    to: 'Until',
    refused:
      'A mapping is taken as a whole or not at all, so nothing was changed. Mend these rows, then try again.',
    badRows: 'Rows with faults',
    differencesLabel: 'Differences',
    differences: (shown: number, all: number) =>
      shown < all
        ? `Differences to the mapping in use (${formatNumber(shown)} of ${formatNumber(all)})`
        : 'Differences to the mapping in use',
    directory: 'Mailboxes in the directory',
    checked: (checked: number, of: number) =>
      `${formatNumber(checked)} of ${formatNumber(of)} checked`,
    unknownUsers: (value: number) =>
      `${count(value, 'mailbox does', 'mailboxes do')} not lead anywhere yet. You can use the mapping all the same; items for them become exceptions.`,
    unknownLabel: 'Mailboxes that lead nowhere',
    apply: (version: number) => `Use this mapping (version ${formatNumber(version)})`,
    applied: (version: number) =>
      `Version ${formatNumber(version)} is in use from the next run on.`,
  },

  audit: {
    title: 'Audit',
    lead: 'Every change and every refused attempt: who, when, what.',
    export: 'Export as JSON lines',
    filter: 'Filter',
    entries: 'Entries',
    from: 'From day (UTC)',
    to: 'To day (UTC)',
    any: 'Any',
    apply: 'Apply',
    clear: 'Clear',
    connector: 'Connector',
    number: 'No.',
    when: 'When',
    who: 'Who',
    what: 'What',
    where: 'Where',
    run: 'Run',
    outcome: 'Outcome',
    change: 'Before and after',
    nothing: 'nothing',
    fromTo: (before: string, after: string) => `${before} → ${after}`,
    verified: 'Chain verified',
    broken: (number: number, reason: string) =>
      `The chain of entries does not hold at number ${formatNumber(number)}: ${reason}`,
    reasons: {
      altered: 'it was altered after it was written.',
      unlinked: 'an entry before it is missing.',
    },
    empty: 'No such entry',
    emptyText: 'Nothing was done that fits this filter.',
    people: { system: 'The archiver itself', nobody: 'Somebody not signed in' } as Readonly<
      Record<string, string>
    >,
    outcomes: { done: 'Done', refused: 'Refused', failed: 'Failed', unknown: 'Not known' },
    actions: {
      createConnector: 'Create connector',
      changeConnector: 'Change settings',
      deleteConnector: 'Delete connector',
      acceptTerms: 'Accept terms',
      setCredentials: 'Sign in to TeleMessage',
      setMappingRules: 'Set mapping rules',
      uploadMapping: 'Upload mapping',
      addMappingEntries: 'Add to mapping',
      restoreMappingVersion: 'Roll back mapping',
      beginConsent: 'Begin consent',
      completeConsent: 'Complete consent',
      finishConnector: 'Finish set-up',
      pauseConnector: 'Pause',
      resumeConnector: 'Resume',
      beginRun: 'Start run',
      cancelRun: 'Cancel run',
      retryRun: 'Retry run',
      reprocessRun: 'Reprocess run',
      reprocessUnmapped: 'Reprocess numbers',
    } as Readonly<Record<string, string>>,
  },

  settings: {
    title: 'Settings',
    lead: 'How this page looks in this browser, and how the archiver is doing.',
    display: 'Display',
    theme: 'Theme',
    schemes: { system: 'As the system', light: 'Light', dark: 'Dark' },
    zone: 'Times',
    zones: { local: 'In my time zone', utc: 'In UTC' },
    zoneHint:
      'The other one is shown on hover and focus. Days of the archive are always days of UTC.',
    who: 'Who am I',
    name: 'Signed in as',
    roles: 'Roles',
    health: 'Health',
    healthy: 'Everything works.',
    unhealthy: 'Something does not work; runs may have to wait.',
    checkOk: 'Works',
    checkFailed: (code: string) => `Does not work (${code})`,
    checks: { storage: 'Storage' } as Readonly<Record<string, string>>,
  },
};
