/**
 * Every word a person reads, but for what the interface itself says. To translate the page, translate this file;
 * what depends on numbers is a function, so that each language can have its own plurals.
 */
import { formatNumber } from './format';

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
    close: 'Close',
    save: 'Save',
    back: 'Back',
    next: 'Next',
    more: 'Show more',
    none: 'None',
    never: 'Never',
    download: 'Download',
    items: (value: number) => count(value, 'item', 'items'),
    rows: (value: number) => count(value, 'row', 'rows'),
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
  },

  connectors: {
    title: 'Connectors',
    lead: 'One for each TeleMessage product and account.',
    name: 'Name',
    product: 'Product',
    state: 'State',
    lastRun: 'Last run',
    watermark: 'Settled up to',
    noRun: 'No run yet',
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
