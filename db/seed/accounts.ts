import type { OrganisationKind, Role } from '#app/domain/accounts/actor.ts';
import { type Day, instantOf, millisecondsOf } from './calendar.ts';
import { OPERATOR_SLUG } from './organisations.ts';
import { FIRST_NAMES, SURNAMES } from './person-names.ts';
import { PROVIDERS } from './provider-names.ts';
import type { Random } from './random.ts';

interface Membership {
  role: Role;
  organisationSlug: string;
}

export interface DemonstrationAccount extends Membership {
  email: string;
  /** Of whoever belongs to a second organisation. */
  second?: Membership;
}

const AUTHORITIES_WITH_ACCOUNTS = ['kent', 'medway', 'southwark', 'westsussex'];

type Mailbox = readonly [name: string, role: Role];

const MAILBOXES: Record<Exclude<OrganisationKind, 'operator'>, readonly Mailbox[]> = {
  authority: [
    ['broker', 'broker'],
    ['commissioner', 'commissioner'],
    ['finance', 'finance'],
    ['admin', 'administrator'],
  ],
  provider: [
    ['manager', 'manager'],
    ['bids', 'bids'],
    ['admin', 'administrator'],
  ],
};

const mailboxesAt = (organisationSlug: string, mailboxes: readonly Mailbox[]): DemonstrationAccount[] =>
  mailboxes.map(([name, role]) => ({ email: `${name}@${organisationSlug}.example`, role, organisationSlug }));

/** Every account that the demonstration has, the authorities' first. */
export function demonstrationAccounts(): DemonstrationAccount[] {
  return [
    ...AUTHORITIES_WITH_ACCOUNTS.flatMap((slug) => mailboxesAt(slug, MAILBOXES.authority)),
    ...PROVIDERS.flatMap(({ slug }) => mailboxesAt(slug, MAILBOXES.provider)),
    { email: 'operator@market.example', role: 'operator', organisationSlug: OPERATOR_SLUG },
    {
      email: 'consortium@kent.example',
      role: 'commissioner',
      organisationSlug: 'kent',
      second: { role: 'broker', organisationSlug: 'medway' },
    },
  ];
}

interface Person {
  id: string;
  userId: string;
  email: string;
  name: string;
  memberships: Membership[];
  createdAt: string;
}

export function accounts(random: Random, today: Day): Person[] {
  return demonstrationAccounts().map(({ email, role, organisationSlug, second }) => {
    const day = today - random.int(400, 780);
    return {
      id: random.uuid(millisecondsOf(day, 10)),
      userId: random.uuid(millisecondsOf(day, 10)),
      email,
      name: `${random.pick(FIRST_NAMES)} ${random.pick(SURNAMES)}`,
      memberships: [{ role, organisationSlug }, ...(second ? [second] : [])],
      createdAt: instantOf(day, 10),
    };
  });
}

export const userRow = ({ userId, name, email, createdAt }: Person) => ({
  id: userId,
  name,
  email,
  emailVerified: true,
  createdAt,
  updatedAt: createdAt,
});

/** better-auth's own account of a person who signs in by e-mail address and password. */
export const credentialRow = ({ id, userId, createdAt }: Person, password: string) => ({
  id,
  userId,
  accountId: userId,
  providerId: 'credential',
  password,
  createdAt,
  updatedAt: createdAt,
});

/** One for each organisation of the person. */
export const membershipRows = ({ userId, memberships, createdAt }: Person, idOf: (slug: string) => string) =>
  memberships.map(({ role, organisationSlug }) => ({
    organisationId: idOf(organisationSlug),
    userId,
    roles: [role],
    createdAt,
  }));
