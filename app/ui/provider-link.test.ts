import { createElement } from 'react';
import { expect, test } from 'vitest';
import { ProviderLink } from './provider-link.tsx';
import { htmlOf, textOf } from './testing.ts';

const PROVIDER = { providerId: '019f0000-0000-7000-8000-000000000001', providerName: 'Larch Homes' };

const linksOf = (html: string) => [...html.matchAll(/href="([^"]+)"/g)].map(([, to]) => to);

test.each([
  [false, ['/providers/019f0000-0000-7000-8000-000000000001'], 'Larch Homes'],
  [
    true,
    ['/providers/019f0000-0000-7000-8000-000000000001', '/providers/019f0000-0000-7000-8000-000000000001/scorecard'],
    'Larch Homes Scorecard of Larch Homes',
  ],
])('a provider is linked to, and its scorecard where the reader has one: %s', (scorecard, links, words) => {
  const link = createElement(ProviderLink, { ...PROVIDER, scorecard });
  expect(linksOf(htmlOf(link))).toEqual(links);
  expect(textOf(link).trim()).toBe(words);
});

test('its words may be others than the name', () => {
  expect(textOf(createElement(ProviderLink, PROVIDER, 'See the provider')).trim()).toBe('See the provider');
});
