/** A real browser, for tests, measurements and pictures. It is the machine's own: none is downloaded. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
  type Response,
} from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
/** Milliseconds; two busy cores make a browser slow, a fault makes it wait for ever. */
const PATIENCE_MS = 30_000;
/** What a page gives up itself because it goes elsewhere. */
const GIVEN_UP = 'net::ERR_ABORTED';
const LISTEN_FOR_VIOLATIONS = `addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
  console.error('content security policy: ' + violatedDirective + ' ' + blockedURI);
});`;

/** Where Chromium is: `CHROMIUM` of the environment says so, otherwise the search path does. */
export function findBrowser(env: NodeJS.ProcessEnv = process.env): string | undefined {
  if (env.CHROMIUM) return env.CHROMIUM;
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  const files = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return files.find((file) => existsSync(file));
}

export async function launchBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  if (executablePath === undefined) {
    throw new Error('No browser was found: install chromium, or name its file in CHROMIUM.');
  }
  // Containers have no user namespaces for its sandbox, and little shared memory.
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}

/** An answer of 400 and above that the visit provokes on purpose. */
interface ExpectedAnswer {
  status: number;
  /** Of the address, without the question. */
  path: RegExp;
}

export interface Visit {
  context: BrowserContext;
  page: Page;
  /** What went wrong in any page of the visit. */
  troubles: string[];
  readonly expectAnswer: (answer: ExpectedAnswer) => void;
}

/** A person's own session. The certificate of the simulated identity platform is nobody else's concern. */
export async function visit(browser: Browser, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({
    ignoreHTTPSErrors: true,
    locale: 'en-US',
    ...options,
  });
  context.setDefaultTimeout(PATIENCE_MS);
  await context.addInitScript(LISTEN_FOR_VIOLATIONS);
  // Whoever comes for the first time is told to sign in.
  const expected: ExpectedAnswer[] = [{ status: 401, path: /^\/api\/me$/ }];
  const troubles = watched(context, expected);
  const page = await context.newPage();
  return { context, page, troubles, expectAnswer: (answer) => expected.push(answer) };
}

function watched(context: BrowserContext, expected: readonly ExpectedAnswer[]): string[] {
  const troubles: string[] = [];
  const isExpected = (response: Response): boolean => {
    const { pathname } = new URL(response.url());
    return expected.some(({ status, path }) => status === response.status() && path.test(pathname));
  };
  context.on('console', (message) => {
    // Answers are judged below, with their status.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      troubles.push(`console: ${message.text()}`);
    }
  });
  context.on('weberror', (fault) => troubles.push(`uncaught: ${fault.error().message}`));
  context.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? '';
    if (reason !== GIVEN_UP) {
      troubles.push(`${request.method()} ${request.url()} failed: ${reason}`);
    }
  });
  context.on('response', (response) => {
    if (response.status() >= 400 && !isExpected(response)) {
      const method = response.request().method();
      troubles.push(`${method} ${response.url()} gave ${String(response.status())}`);
    }
  });
  return troubles;
}
