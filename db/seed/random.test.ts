import { describe, expect, test } from 'vitest';
import { Random } from './random.ts';

const draws = (random: Random, count: number) => Array.from({ length: count }, () => random.next());

describe('Random', () => {
  test('gives the same numbers for the same seed, others for another', () => {
    expect(draws(new Random('7'), 20)).toEqual(draws(new Random('7'), 20));
    expect(draws(new Random('7'), 20)).not.toEqual(draws(new Random('8'), 20));
  });

  test('forks by name, however much has been drawn', () => {
    const used = new Random('7');
    draws(used, 100);
    expect(draws(used.fork('vacancies'), 5)).toEqual(draws(new Random('7').fork('vacancies'), 5));
    expect(draws(used.fork('vacancies'), 5)).not.toEqual(draws(used.fork('placements'), 5));
  });

  test('spreads evenly over the unit interval', () => {
    const tenths = new Array<number>(10).fill(0);
    for (const value of draws(new Random('even'), 10_000)) {
      const tenth = Math.floor(value * 10);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    for (const count of tenths) expect(Math.abs(count - 1_000)).toBeLessThan(120);
  });

  test('includes both ends of a range of whole numbers', () => {
    const random = new Random('ends');
    expect(new Set(Array.from({ length: 200 }, () => random.int(3, 5)))).toEqual(new Set([3, 4, 5]));
  });

  test('samples without repeats, in the order given', () => {
    const sample = new Random('sample').sample(['a', 'b', 'c', 'd', 'e'], 3);
    expect(sample).toHaveLength(3);
    expect(sample).toEqual([...new Set(sample)].sort());
  });

  test('makes version 7 UUIDs that carry their time and do not repeat', () => {
    const random = new Random('uuid');
    const ids = Array.from({ length: 20_000 }, () => random.uuid(Date.UTC(2026, 10, 22)));
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids.slice(0, 100)) {
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(Date.UTC(2026, 10, 22));
    }
  });
});
