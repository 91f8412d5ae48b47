import type { Records } from '../records.ts';

// Who is asked, and what most addresses answer them.

/** The columns of both tables, in their order. The records are Orchardine's, Kent's and, of the draft statement, Medway's. */
export const ACTORS = [
  'nobody',
  'broker@kent.example',
  'commissioner@kent.example',
  'finance@kent.example',
  'admin@kent.example',
  'commissioner@medway.example',
  'manager@orchardine.example',
  'bids@orchardine.example',
  'manager@wrenfield.example',
  'admin@orchardine.example',
  'operator@market.example',
] as const;

export type Statuses = readonly [
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
];

export type Asked = readonly [path: (ids: Records) => string, statuses: Statuses];

export const everyone = (status: number): Statuses => [
  ...([status, status, status, status, status, status] as const),
  ...([status, status, status, status, status] as const),
];

export const IN = 302;

/** An id that nothing has. */
export const NOBODYS = '019f0000-0000-7000-8000-000000000001';

/** The same for everybody who is signed in, whomever they act for. */
export const signedIn = (status: number): Statuses => {
  const [, ...others] = everyone(status);
  return [IN, ...others];
};

/** Commissioners of Kent, which leads the purchasing system: of one that is published, and of a draft. */
export const leads = (status: number): Statuses => [IN, 403, status, 403, 403, 403, 403, 403, 403, 403, 403];

export type Refused = readonly [
  path: (ids: Records) => string,
  form: Record<string, string>,
  /** 0: may do it, so is not asked here. */
  statuses: Statuses,
];

export const VACANCY = {
  key: '019f0000-0000-4000-8000-000000000002',
  title: 'Never to be seen',
  places: '1',
  ageFrom: '9',
  ageTo: '9',
  gender: 'any',
  outwardCode: 'TN24',
  'availableFrom.day': '1',
  'availableFrom.month': '1',
  'availableFrom.year': '2027',
  intent: 'publish',
};
