import { describe, expect, it } from '@jest/globals';
import type { AppFunction } from '../../local/host/app.ts';
import { routerOf } from '../../local/host/routes.ts';

function http(name: string, route?: string, methods = ['GET']): AppFunction {
  const trigger = { type: 'httpTrigger', direction: 'in', route, methods } as const;
  const metadata = { name, bindings: {} };
  const callback = () => undefined;
  return {
    name,
    metadata,
    callback,
    trigger,
    triggerName: 't',
    clientBindings: [],
  };
}

function params(route: string, path: string): Record<string, string> | undefined {
  return routerOf([http('f', route)], 'api')('GET', path)?.params;
}

describe('local/host/routes', () => {
  it.each([
    ['runs/{id}', '/api/runs/7', { id: '7' }],
    ['runs/{id}', '/API/Runs/7/', { id: '7' }],
    ['runs/{id}', '/api/runs', undefined],
    ['runs/{id?}', '/api/runs', {}],
    ['runs/{id:int}', '/api/runs/x', undefined],
    ['runs/{id:alpha}', '/api/runs/x', { id: 'x' }],
    ['{*path}', '/api/a/b%20c', { path: 'a/b c' }],
    ['{*path:regex(^(?!admin/).*$)}', '/api/admin/x', undefined],
    ['{*path:regex(^(?!admin/).*$)}', '/api/other/x', { path: 'other/x' }],
    ['{*path:regex(^.*$)}', '/api', undefined],
    ['a.b/{id}', '/api/aXb/1', undefined],
    ['files/{name}', '/api/files/a%2Fb', { name: 'a%2Fb' }],
  ])('%s against %s', (route, path, expected) => {
    expect(params(route, path)).toEqual(expected);
  });

  it('lets the first name win and knows no other method', () => {
    const match = routerOf(
      [http('zFixed', 'x/fixed'), http('any', 'x/{id}', ['get', 'PUT'])],
      'api',
    );
    expect(match('GET', '/api/x/fixed')?.fn.name).toBe('any');
    expect(match('DELETE', '/api/x/fixed')).toBeUndefined();
  });

  it('takes the name for a route and no prefix for none', () => {
    expect(routerOf([http('hello')], '')('GET', '/hello')?.fn.name).toBe('hello');
    expect(routerOf([http('start', '/')], '')('GET', '/')?.fn.name).toBe('start');
  });
});
