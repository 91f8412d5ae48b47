import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { TimelineContract } from '../domain/market-oversight/procurement-timeline.server.ts';
import { spansOf } from './procurement-timeline.tsx';
import { TimelineChart } from './timeline-chart.tsx';

const contract = (name: string, reviewStartsOn: string | null, expiresOn = '2030-03-31'): TimelineContract => ({
  ...{ contract: name, reviewStartsOn, expiresOn },
  ...{ source: 'leads', sourceName: 'Kent County Council', to: '/purchasing-systems/1' },
});

const drawn = (...contracts: TimelineContract[]) =>
  renderToStaticMarkup(createElement(TimelineChart, { spans: spansOf(contracts), description: 'Contracts' }));

test('a contract is drawn from the start of its review to its end', () => {
  const chart = drawn(contract('Lodgings', '2028-10-01'));
  expect(chart).toContain('October 2028 to 31 March 2030');
  expect(chart.match(/<rect/g)).toHaveLength(1);
  expect(chart).not.toContain('<circle');
});

test.each([
  ['no review', null],
  ['a review only after it', '2032-06-01'],
  ['a review on its last day', '2032-03-31'],
])('with %s it is drawn too: by its end', (_, reviewStartsOn) => {
  const chart = drawn(contract('Lodgings', '2028-10-01'), contract('Foster homes', reviewStartsOn, '2032-03-31'));
  const alone = drawn(contract('Foster homes', reviewStartsOn));
  expect(chart).toContain('Foster homes');
  expect(chart).toContain('ends 31 March 2032');
  // Of five years, 2028 to 2032: a quarter into the last.
  expect(chart).toMatch(/<circle cx="8[45]\.\d+%"/);
  expect(alone).toMatch(/<circle cx="24\.\d+%"/);
});
