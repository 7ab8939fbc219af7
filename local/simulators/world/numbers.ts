/**
 * Telephone numbers that belong to nobody. Where a country sets numbers aside for fiction these are used; elsewhere
 * the numbers lie in a part of the plan that cannot be assigned, so none of them can ever ring.
 * All are in international form without `+`, as TeleMessage writes them.
 */
const AUSTRALIAN_DRAMA = ['006', '110', '156', '157', '158', '159', '313', '737'] as const;
const AMERICAN_AREAS = ['202', '212', '312', '415', '617'] as const;

const pad = (n: number, width: number) => String(n).padStart(width, '0');

const RANGES = {
  /** Ofcom: 07700 900000-900999 are reserved for drama. */
  GB: (n: number) => `447700900${pad(n % 1000, 3)}`,
  /** North American plan: 555-0100..0199 of every area code is reserved for fiction. */
  US: (n: number) => `1${AMERICAN_AREAS[Math.floor(n / 100) % 5] ?? '202'}55501${pad(n % 100, 2)}`,
  /** ACMA: numbers set aside for radio, film and television. */
  AU: (n: number) => `61491570${AUSTRALIAN_DRAMA[n % AUSTRALIAN_DRAMA.length] ?? '006'}`,
  /** Bundesnetzagentur: 0171 3920000-3920099 are reserved for media. */
  DE: (n: number) => `4917139200${pad(n % 100, 2)}`,
  /** Arcep: 06 39 98 00 00-99 are reserved for audiovisual works. */
  FR: (n: number) => `33639980${pad(n % 100, 3)}`,
  /** No subscriber number starts with 999, the police. */
  SG: (n: number) => `6599900${pad(n % 1000, 3)}`,
  /** Mobile numbers of 054 start with 1-9 after the prefix; 054-0 is not allocated. */
  IL: (n: number) => `97254000${pad(n % 10_000, 4)}`,
  /** The digit after 090 is never 0. */
  JP: (n: number) => `819000000${pad(n % 1000, 3)}`,
  /** Area codes never end in 0: there is no area 10. */
  BR: (n: number) => `5510999990${pad(n % 1000, 3)}`,
  /** Mobile prefixes are 50, 52 and 54-58; 51 does not exist. */
  AE: (n: number) => `97151000${pad(n % 10_000, 4)}`,
  /** Mobile numbers start with 13-19; nothing starts with 120 and has eleven digits. */
  CN: (n: number) => `8612000000${pad(n % 1000, 3)}`,
} as const;

export type Country = keyof typeof RANGES;

export function numberOf(country: Country, n: number): string {
  return RANGES[country](n);
}

/** The phone's distance from UTC in minutes, in the northern winter. */
export const UTC_OFFSET_MINUTES: Readonly<Record<Country, number>> = {
  GB: 0,
  US: -300,
  AU: 660,
  DE: 60,
  FR: 60,
  SG: 480,
  IL: 120,
  JP: 540,
  BR: -180,
  AE: 240,
  CN: 480,
};

/** The spellings in which phones and carriers report one and the same number. */
export function spellings(country: Country, digits: string): readonly string[] {
  const international = [`+${digits}`, digits];
  if (country === 'GB') {
    const local = digits.slice(2);
    return [...international, `0${local}`, `+44 ${local.slice(0, 4)} ${local.slice(4)}`];
  }
  if (country === 'US') {
    const [area, office, line] = [digits.slice(1, 4), digits.slice(4, 7), digits.slice(7)];
    return [...international, `(${area}) ${office}-${line}`, `+1 ${area}-${office}-${line}`];
  }
  return international;
}
