import { expect, test } from 'vitest';
import { rowsOf } from '../../lib/csv-testing.ts';
import { notificationCsvLines, visitCsvLines } from './monitoring-csv.server.ts';

test('each visit is a line, without what was found', async () => {
  const visit = {
    id: '019f0000-0000-7000-8000-000000000001',
    visitedOn: '2026-11-02',
    providerName: '=Larch',
    authorityName: 'Kent, County',
    kind: 'unannounced' as const,
    status: 'final' as const,
    overall: null,
    openActions: 3,
    overdueActions: 1,
  };
  expect(await rowsOf(visitCsvLines([visit]))).toEqual([
    {
      visited_on: '2026-11-02',
      provider: "'=Larch",
      authority: 'Kent, County',
      kind: 'unannounced',
      status: 'final',
      overall: '',
      open_actions: '3',
      overdue_actions: '1',
    },
  ]);
});

test('each notification is a line, without what happened', async () => {
  const notification = {
    id: '019f0000-0000-7000-8000-000000000001',
    providerId: '019f0000-0000-7000-8000-000000000002',
    providerName: 'Larch',
    kind: 'change_of_manager' as const,
    happenedAt: new Date('2026-06-30T23:30:00Z'),
    notifiedAt: new Date('2026-07-02T00:15:00Z'),
    withinHours: 24,
    urn: null,
    accommodationType: null,
    areaName: null,
    minutes: 1_485,
    late: true,
  };
  const line = {
    provider: 'Larch',
    kind: 'change_of_manager',
    happened_at: '2026-06-30T23:30:00.000Z',
    notified_at: '2026-07-02T00:15:00.000Z',
    minutes_taken: '1485',
    hours_allowed: '24',
    in_time: 'no',
  };
  expect(await rowsOf(notificationCsvLines([notification, { ...notification, late: false }]))).toEqual([
    line,
    { ...line, in_time: 'yes' },
  ]);
});
