import { expect, test } from 'vitest';
import { testDatabase } from '#db/testing.ts';
import { anActor, anAuthority } from '../testing.ts';
import { getCostDesk } from './cost-desk.server.ts';
import { aBudget, aPlacement, aReport } from './testing.ts';

const context = testDatabase();
const TODAY = '2026-11-22';

test('the desk has the headline of every part', async () => {
  const desk = await context.rolledBack(async (db) => {
    const kent = await anAuthority(db);
    const summer = { from: '2026-07-01', until: '2026-10-01' };
    const year = { from: '2011-04-01', until: '2012-04-01' };
    await aBudget(db, kent, { route: 'spot', ...summer, weeks: 1, unitCostPence: 900_00 });
    await aBudget(db, kent, { route: 'framework', ...summer, weeks: 2, unitCostPence: 800_00 });
    await aBudget(db, kent, {
      route: 'spot',
      from: '2027-04-01',
      until: '2027-07-01',
      weeks: 1,
      unitCostPence: 1_000_00,
    });
    await aPlacement(db, kent, { route: 'spot', from: '2026-08-03', until: '2026-08-10', fees: [[1_000_00]] });
    await aPlacement(db, kent, { route: 'framework', from: '2026-08-03', until: '2026-08-10', fees: [[850_00]] });
    await aBudget(db, kent, { route: 'in_house', ...year, weeks: 48_876, unitCostPence: 399_00 });
    await aReport(db, kent, { route: 'in_house', ...year, weeks: 57_190, unitCostPence: 379_70, basis: 'forecast' });
    return getCostDesk(db, anActor(kent, 'commissioner'), { today: TODAY });
  });
  expect(desk.types[0]).toMatchObject({ type: 'fostering', differencePence: 150_00 });
  // Spot: price 100. Framework: volume −1 × 800, price 50.
  expect(desk.toDate).toEqual({
    year: 2026,
    lines: 2,
    variance: { volumePence: -800_00, pricePence: 150_00, totalPence: -650_00 },
  });
  expect(desk.forecast).toMatchObject({ year: 2011, variance: { totalPence: 2_213_519_00 } });
  expect(desk.reported).toEqual([]);
});

test('an authority with nothing yet has a desk without figures; a broker has none', async () => {
  await context.rolledBack(async (db) => {
    const medway = await anAuthority(db);
    const desk = await getCostDesk(db, anActor(medway, 'administrator'), { today: TODAY });
    expect(desk).toMatchObject({ reported: [], toDate: undefined, forecast: undefined });
    await expect(getCostDesk(db, anActor(medway, 'broker'), { today: TODAY })).rejects.toEqual(
      expect.objectContaining({ code: 'forbidden' }),
    );
  });
});
