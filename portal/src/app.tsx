import { createDOMRenderer, FluentProvider, RendererProvider } from '@fluentui/react-components';
import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import { createQueryClient } from './api/query-client.ts';
import { Toasts } from './parts/toasts.tsx';
import { PreferencesProvider, usePreferences } from './preferences.tsx';
import { ErrorBoundary } from './shell/error-boundary.tsx';
import { Gate } from './shell/gate.tsx';
import { darkTheme, lightTheme } from './theme.ts';

/** Without it the policy of the page would refuse every style that is made while the page runs. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
const renderer = createDOMRenderer(document, { styleElementAttributes: { nonce } });

export function App(): ReactNode {
  const [queryClient] = useState(createQueryClient);
  return (
    <RendererProvider renderer={renderer}>
      <QueryClientProvider client={queryClient}>
        <PreferencesProvider>
          <Themed>
            <ErrorBoundary>
              <Toasts>
                <Gate />
              </Toasts>
            </ErrorBoundary>
          </Themed>
        </PreferencesProvider>
      </QueryClientProvider>
    </RendererProvider>
  );
}

function Themed({ children }: { children: ReactNode }): ReactNode {
  const { isDark } = usePreferences();
  useEffect(() => {
    document.documentElement.style.colorScheme = isDark ? 'dark' : 'light';
  }, [isDark]);
  return <FluentProvider theme={isDark ? darkTheme : lightTheme}>{children}</FluentProvider>;
}
