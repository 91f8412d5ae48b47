import { beforeAll, expect, test } from 'vitest';
import { addOnField, quoteSchema } from '#app/domain/price-schedules/quote-form.ts';
import { getAdmissionToPrice, quoteAdmission } from '#app/domain/price-schedules/quotes.server.ts';
import { anActor } from '#app/domain/testing.ts';
import { testDatabase } from '../testing.ts';
import type { Admission } from './admissions.ts';
import { seedDemonstration } from './demonstration.ts';
import { firstPrices } from './prices.ts';
import { SYSTEM_PLANS } from './purchasing-system-plans.ts';
import { Random } from './random.ts';

const context = testDatabase();
const TODAY = '2026-11-22';

beforeAll(() => seedDemonstration(context.connectionString, { today: TODAY, password: 'only for this test' }));

test('homes and schools are offered with a start on the same day, and a quote has its price', () =>
  context.rolledBack(async (db) => {
    const priced = await db
      .selectFrom('admissions')
      .innerJoin('lots', 'lots.id', 'admissions.lotId')
      .innerJoin('purchasingSystems', 'purchasingSystems.id', 'lots.systemId')
      .innerJoin('priceSchedules', 'priceSchedules.admissionId', 'admissions.id')
      .innerJoin('priceAddOns', 'priceAddOns.scheduleId', 'priceSchedules.id')
      .select(['admissions.id', 'priceAddOns.pence', 'purchasingSystems.leadAuthorityId'])
      .where('lots.priceModel', '=', 'package')
      .where('admissions.status', '=', 'active')
      .where('priceSchedules.status', '=', 'approved')
      .where('priceAddOns.code', '=', 'same_day_start')
      .execute();
    expect(priced.length).toBeGreaterThan(20);
    expect(new Set(priced.map(({ pence }) => pence)).size).toBeGreaterThan(20);
    for (const { id, pence, leadAuthorityId } of priced.slice(0, 3)) {
      const broker = anActor(leadAuthorityId, 'broker');
      const admission = await getAdmissionToPrice(db, broker, id);
      expect(admission.addOns).toContainEqual({ code: 'same_day_start', label: 'Same-day start', unit: 'week' });
      const ask = async (wanted: string) => {
        const typed = { admission: id, age: '12', weeks: '26', [addOnField('same_day_start')]: wanted };
        const question = quoteSchema(TODAY, admission.addOns).parse(typed);
        return (await quoteAdmission(db, broker, { admission, question })).quote;
      };
      const [planned, sameDay] = [await ask('0'), await ask('1')];
      expect(sameDay?.parts).toContainEqual({ label: 'Same-day start', weeklyPence: pence });
      expect(sameDay?.weeklyPence).toBe((planned?.weeklyPence ?? 0) + pence);
    }
  }));

test('its price leaves the other prices of the demonstration as they were', () => {
  const plan = SYSTEM_PLANS.flatMap(({ lots }) => lots).find(({ model }) => model === 'package');
  if (!plan) throw new Error('no lot is priced by packages');
  const prices = (addOns: typeof plan.addOns) => {
    const random = new Random('prices');
    const lot = { plan: { ...plan, addOns }, type: plan.type };
    const given = firstPrices(random, { id: 'one', lot, provider: { dearness: 1 } } as Admission);
    return { ...given, addOns: given.addOns.filter(({ code }) => code !== 'same_day_start'), next: random.next() };
  };
  expect(plan.addOns.map(({ code }) => code)).toContain('same_day_start');
  expect(prices(plan.addOns)).toEqual(prices(plan.addOns.filter(({ code }) => code !== 'same_day_start')));
});
