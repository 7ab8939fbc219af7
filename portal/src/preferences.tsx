/** What a person chose for this browser. */
import { createContext, use, useState, useSyncExternalStore, type ReactNode } from 'react';

export const SCHEMES = ['system', 'light', 'dark'] as const;
export const ZONES = ['local', 'utc'] as const;

export interface Preferences {
  scheme: (typeof SCHEMES)[number];
  zone: (typeof ZONES)[number];
}

interface Kept extends Preferences {
  isDark: boolean;
  change: (part: Partial<Preferences>) => void;
}

const STORAGE_KEY = 'preferences';
const DEFAULTS: Preferences = { scheme: 'system', zone: 'local' };
const Context = createContext<Kept | undefined>(undefined);

export function PreferencesProvider({ children }: { children: ReactNode }): ReactNode {
  const [chosen, setChosen] = useState(read);
  const systemIsDark = useMedia('(prefers-color-scheme: dark)');
  const isDark = chosen.scheme === 'system' ? systemIsDark : chosen.scheme === 'dark';
  const change = (part: Partial<Preferences>): void => {
    const next = { ...chosen, ...part };
    localStorage.setItem(STORAGE_KEY, JSON.stringify(next));
    setChosen(next);
  };
  return <Context value={{ ...chosen, isDark, change }}>{children}</Context>;
}

export function usePreferences(): Kept {
  const kept = use(Context);
  if (!kept) throw new Error('usePreferences is used outside of PreferencesProvider');
  return kept;
}

export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = matchMedia(query);
      list.addEventListener('change', changed);
      return () => {
        list.removeEventListener('change', changed);
      };
    },
    () => matchMedia(query).matches,
  );
}

/** Whatever lies in the storage: an older page, or nobody, may have written it. */
function read(): Preferences {
  try {
    const { scheme, zone } = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '{}') as Partial<
      Record<keyof Preferences, unknown>
    >;
    return {
      scheme: SCHEMES.find((name) => name === scheme) ?? DEFAULTS.scheme,
      zone: ZONES.find((name) => name === zone) ?? DEFAULTS.zone,
    };
  } catch {
    return DEFAULTS;
  }
}
