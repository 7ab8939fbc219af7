import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../../local/browser.ts';
import { listen } from '../../../local/simulators/kit/http.ts';
import { openStudio } from '../../../local/simulators/world/media.ts';
import { describeInBrowser } from '../../support/browser.ts';
import { ANNA_ID, message, startGraph } from './client.ts';
import type { GraphUnderTest } from './client.ts';

const RECORDING_SECONDS = 3;
/** Plays the last second, and tells where it ended. */
const PLAY_THE_END = `(async () => {
  const audio = document.querySelector('audio');
  audio.muted = true;
  await audio.play();
  audio.currentTime = audio.duration - 1;
  await new Promise((resolve) => audio.addEventListener('ended', resolve));
  return { duration: audio.duration, at: audio.currentTime };
})()`;
const COLOR = `getComputedStyle(document.querySelector('h1')).color`;
const MAILBOX = `/_mailboxes/${ANNA_ID}`;

describeInBrowser('viewer of the Graph simulator, in a browser', () => {
  let graph: GraphUnderTest;
  let browser: Browser;
  let elsewhere: Elsewhere;

  beforeAll(async () => {
    graph = await startGraph(['--viewer']);
    elsewhere = await listenElsewhere();
    browser = await launchBrowser();
  });

  afterAll(async () => {
    await browser.close();
    await graph.stop();
    await elsewhere.close();
  });

  /** Stores a message and opens it, the way a person goes: user, folder, message. */
  async function open(changes: Record<string, unknown>): Promise<Page> {
    const name = `Folder ${crypto.randomUUID()}`;
    const folder = await graph.makeFolder('anna@contoso.example', name);
    const { status } = await graph.send('POST', `${folder}/messages`, message(changes));
    expect(status).toBe(201);
    const page = await browser.newPage();
    await page.goto(`${graph.url}${MAILBOX}`);
    await page.getByRole('link', { name }).click();
    await page.getByRole('link', { name: 'SMS from Anna' }).click();
    await page.getByRole('heading', { name: 'SMS from Anna' }).waitFor();
    return page;
  }

  it('plays a recording, from any place in it', async () => {
    const page = await open({ attachments: [recording()] });
    const heard = await page.evaluate<{ duration: number; at: number }>(PLAY_THE_END);
    expect(Math.round(heard.duration)).toBe(RECORDING_SECONDS);
    expect(heard.at).toBeCloseTo(heard.duration, 1);
    await page.close();
  });

  it('shows the HTML of a message and obeys nothing of it', async () => {
    const content = hostile(elsewhere.url);
    const page = await open({ body: { contentType: 'html', content } });
    const address = page.url();
    const frame = page.frameLocator('iframe');
    await frame.getByRole('heading', { name: 'Hi' }).waitFor();
    expect(await page.frames()[1]?.evaluate(COLOR)).toBe('rgb(1, 2, 3)');
    await frame.getByRole('link', { name: 'Out' }).click();
    await frame.getByRole('button', { name: 'Send' }).click();
    expect(await page.title()).toContain('SMS from Anna');
    expect(page.url()).toBe(address);
    expect(elsewhere.asked).toEqual([]);
    await page.close();
  });
});

/** Would change the page, leave it, or ask another host, if anything of it were obeyed. */
function hostile(url: string): string {
  return `<h1>Hi</h1><script>top.document.title = 'run'; fetch('${url}/script')</script>
    <img src="${url}/picture" onerror="top.document.title = 'run'"><iframe src="${url}/frame"></iframe>
    <link rel="stylesheet" href="${url}/style"><style>h1 { color: rgb(1, 2, 3) }</style>
    <meta http-equiv="refresh" content="0;url=${url}/refresh">
    <form action="${url}/form"><button>Send</button></form><a href="${url}/out" target="_top">Out</a>`;
}

interface Elsewhere {
  url: string;
  /** Paths that anybody asked for. */
  asked: string[];
  close: () => Promise<void>;
}

/** Another host of the network. */
async function listenElsewhere(): Promise<Elsewhere> {
  const asked: string[] = [];
  const { url, close } = await listen({ host: '127.0.0.1', port: 0 }, (request, response) => {
    asked.push(request.url ?? '');
    response.end();
  });
  return { url, asked, close };
}

/** A recording as the simulated source has them. */
function recording(): Record<string, unknown> {
  const { name, contentType, bytes } = openStudio().recording(RECORDING_SECONDS, 1);
  return {
    '@odata.type': '#microsoft.graph.fileAttachment',
    name,
    contentType,
    contentBytes: Buffer.concat([...bytes.chunks()]).toString('base64'),
  };
}
