import { PLAIN_PRICES, type PriceLine, type SchedulePrices } from '#app/domain/price-schedules/quote.ts';
import type { Admission } from './admissions.ts';
import { pricePoints } from './price-models.ts';
import type { Random } from './random.ts';

export type Prices = SchedulePrices;

/** What a provider asks when it joins the lot. */
export function firstPrices(random: Random, admission: Admission): Prices {
  const { plan } = admission.lot;
  const factor = admission.provider.dearness * plan.priceFactor;
  const support = plan.model === 'support_hours';
  return {
    ...PLAIN_PRICES,
    model: plan.model,
    includedSupportHours: support ? random.int(5, 10) : null,
    extraSupportHourPence: support ? random.int(48, 74) * 50 : null,
    lines: pricePoints(admission.lot).map(
      ({ pounds, ...line }): PriceLine => ({
        ...line,
        weeklyPence: Math.round(pounds * factor * random.middling(0.99, 1.01)) * 100,
      }),
    ),
    addOns: plan.addOns.map(({ code, label, unit, pounds, ownStream }) => {
      const stream = ownStream ? random.fork(`${admission.id}/${code}`) : random;
      return { ...{ code, label, unit }, pence: Math.round(pounds * factor * stream.middling(0.95, 1.05)) * 100 };
    }),
    adjustments: plan.adjustments.map(({ kind, threshold, leastBps, mostBps }) => ({
      ...{ kind, threshold },
      bps: random.int(Math.ceil(leastBps / 50), Math.floor(mostBps / 50)) * 50,
    })),
  };
}

/** Every price raised by so many basis points, to the nearest penny. */
export function raised(prices: Prices, bps: number): Prices {
  const up = (pence: number) => Math.round((pence * (10_000 + bps)) / 10_000);
  return {
    ...prices,
    extraSupportHourPence: prices.extraSupportHourPence === null ? null : up(prices.extraSupportHourPence),
    lines: prices.lines.map((line) => ({ ...line, weeklyPence: up(line.weeklyPence) })),
    addOns: prices.addOns.map((addOn) => ({ ...addOn, pence: up(addOn.pence) })),
  };
}
