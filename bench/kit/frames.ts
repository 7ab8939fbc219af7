/** How fluid a page is: its longest task, and the time between frames while it scrolls. */
import type { Page } from 'playwright-core';

export interface Fluency {
  longestTaskMs: number;
  frames: number;
  medianFrameMs: number;
  slowestFrameMs: number;
}

/** To be called before the page is opened. */
export async function watchTasks(page: Page): Promise<void> {
  await page.addInitScript(`globalThis.longTasks = [];
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longTasks.push(duration);
    }).observe({ type: 'longtask', buffered: true });`);
}

/** Forgets what was before. */
export async function longestTask(page: Page): Promise<number> {
  return page.evaluate<number>('Math.max(0, ...longTasks.splice(0))');
}

/** Scrolls what the expression names by so many pixels a frame, until it is at the end or the condition is true. */
export async function scrollThrough(
  page: Page,
  element: string,
  pixels: number,
  until: string,
): Promise<Fluency> {
  await longestTask(page);
  const gaps = await page.evaluate<number[]>(`new Promise((done) => {
    const element = ${element};
    const gaps = [];
    let last = performance.now();
    const step = () => {
      const now = performance.now();
      gaps.push(now - last);
      last = now;
      if (${until}) { done(gaps); return; }
      element.scrollTop += ${String(pixels)};
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  })`);
  const sorted = gaps.toSorted((a, b) => a - b);
  return {
    longestTaskMs: await longestTask(page),
    frames: gaps.length,
    medianFrameMs: sorted[Math.floor(sorted.length / 2)] ?? 0,
    slowestFrameMs: sorted.at(-1) ?? 0,
  };
}
