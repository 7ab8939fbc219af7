/** Numbers and times as the viewer writes them. */

/** The texts are English: the viewer's kind of English, where there is one among the preferred languages. */
const LOCALE = navigator.languages.find((tag) => /^en\b/i.test(tag)) ?? 'en-GB';

const whole = new Intl.NumberFormat(LOCALE);
const short = new Intl.NumberFormat(LOCALE, { notation: 'compact', maximumFractionDigits: 1 });
const fraction = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 1 });
const relative = new Intl.RelativeTimeFormat(LOCALE, { numeric: 'auto' });

const DAY: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', year: 'numeric' };
const MOMENT: Intl.DateTimeFormatOptions = { ...DAY, hour: '2-digit', minute: '2-digit' };
const UTC: Intl.DateTimeFormatOptions = { timeZone: 'UTC' };

const localMoment = new Intl.DateTimeFormat(LOCALE, { ...MOMENT, timeZoneName: 'short' });
const utcMoment = new Intl.DateTimeFormat(LOCALE, { ...MOMENT, ...UTC, timeZoneName: 'short' });
const utcDay = new Intl.DateTimeFormat(LOCALE, { ...DAY, ...UTC });
const utcMonth = new Intl.DateTimeFormat(LOCALE, { month: 'short', ...UTC });

export const formatNumber = (value: number): string => whole.format(value);
export const formatShort = (value: number): string => short.format(value);
export const formatFraction = (value: number): string => fraction.format(value);

export function formatTime(iso: string, zone: 'local' | 'utc'): string {
  return (zone === 'utc' ? utcMoment : localMoment).format(new Date(iso));
}

/** A calendar day of the archive, which is a day of UTC. */
export const formatDay = (iso: string): string => utcDay.format(new Date(iso));
export const formatMonth = (iso: string): string => utcMonth.format(new Date(iso));

const STEPS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** `3 hours ago`, `in 5 minutes`. */
export function formatDistance(iso: string, now: number): string {
  const distance = Date.parse(iso) - now;
  const [unit, size] = STEPS.find(([, ms]) => Math.abs(distance) >= ms) ?? ['minute', 60_000];
  return relative.format(Math.round(distance / size), unit);
}
