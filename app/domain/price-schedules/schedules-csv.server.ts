import { csvLines } from '../../lib/csv.server.ts';
import { londonDate } from '../../lib/dates.ts';
import { isInForce } from './price-schedule.ts';
import type { listPriceSchedules } from './price-schedules.server.ts';

type Listed = Awaited<ReturnType<typeof listPriceSchedules>>[number];

/** Price schedules as a file for spreadsheets, without their prices: each of them has a file of its own. `today` is ISO. */
export const scheduleCsvLines = (schedules: readonly Listed[], today: string): AsyncGenerator<string> =>
  csvLines<Listed>(
    {
      system: (row) => row.systemTitle,
      lot: (row) => row.lotNumber,
      lot_title: (row) => row.lotTitle,
      provider: (row) => row.providerName,
      tier: (row) => row.tier,
      place: (row) => row.admissionStatus,
      status: (row) => row.status,
      in_force: (row) => (isInForce(row, today) ? 'yes' : 'no'),
      valid_from: (row) => row.validFrom,
      valid_until: (row) => row.validUntil,
      submitted_on: (row) => row.submittedAt && londonDate(row.submittedAt),
      decided_on: (row) => row.decidedAt && londonDate(row.decidedAt),
      reason: (row) => row.reason,
    },
    schedules,
  );
