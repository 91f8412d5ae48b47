import { Link, NavLink } from '@remix-run/react';
import type { ReactNode } from 'react';
import type { Actor } from '../domain/accounts/actor.ts';
import { canCompareCost } from '../domain/cost-comparison/cost-comparison-policy.ts';
import { canSearchVacancies } from '../domain/vacancies/vacancy-policy.ts';

type Organisation = Pick<Actor, 'organisationName' | 'organisationKind' | 'roles'>;

/** What the frame of a page says of the person who is signed in. */
export interface Viewer {
  name: string;
  /** In how many organisations the person is a member. */
  memberships: number;
  /** For whom the person acts; null where they do not yet. */
  acting: Organisation | null;
}

interface Section {
  to: string;
  label: string;
}

const PUBLIC: Section[] = [
  { to: '/market-position-statements', label: 'Statements' },
  { to: '/purchasing-systems', label: 'Purchasing systems' },
  { to: '/providers', label: 'Providers' },
];

function sectionsFor(acting: Organisation | null): Section[] {
  if (acting?.organisationKind === 'operator') return [{ to: '/applications', label: 'Applications' }, ...PUBLIC];
  if (acting?.organisationKind === 'provider') {
    return [
      { to: '/vacancies', label: 'Vacancies' },
      { to: '/services', label: 'Services' },
      { to: '/price-schedules', label: 'Prices' },
      { to: '/profile', label: 'Profile' },
      ...PUBLIC.slice(0, 2),
    ];
  }
  if (acting?.organisationKind === 'authority') {
    const cost = canCompareCost(acting) ? [{ to: '/cost-comparison', label: 'Cost comparison' }] : [];
    const search = canSearchVacancies(acting) ? [{ to: '/search', label: 'Search' }] : [];
    const evaluations = acting.roles.includes('commissioner') ? [{ to: '/evaluations', label: 'Evaluations' }] : [];
    return [...search, ...cost, ...evaluations, ...PUBLIC];
  }
  return PUBLIC;
}

interface PageFrameProps {
  viewer: Viewer | null;
  /** Whether there is a development mailbox to lead to. */
  mailbox: boolean;
  children: ReactNode;
}

export function PageFrame({ viewer, mailbox, children }: PageFrameProps) {
  return (
    <div className="flex min-h-screen flex-col">
      <a
        href="#main"
        className="absolute left-4 -top-16 z-10 rounded-md bg-white px-4 py-2 font-medium text-accent focus:top-4"
      >
        Skip to the page
      </a>
      <header className="print:hidden bg-ink text-white">
        <div className="mx-auto flex max-w-[1168px] flex-wrap items-center gap-x-6 gap-y-1 px-4 py-3 sm:px-6">
          <Link to={viewer ? '/home' : '/'} className="flex items-center gap-2 font-semibold">
            <img src="/favicon.svg" alt="" width="28" height="28" className="rounded-md ring-1 ring-white/30" />
            Sufficiency Market
          </Link>
          {viewer && <ActingFor viewer={viewer} />}
          <Account viewer={viewer} />
        </div>
      </header>
      <nav aria-label="Sections" className="print:hidden border-b border-line bg-white">
        <ul className="mx-auto flex max-w-[1168px] flex-wrap gap-x-6 px-4 sm:px-6">
          {sectionsFor(viewer?.acting ?? null).map((section) => (
            <li key={section.to}>
              <NavLink
                to={section.to}
                className={({ isActive }) =>
                  `-mb-px block border-b-[3px] py-2.5 text-[15px] leading-6 hover:text-accent ${
                    isActive ? 'border-accent font-semibold text-accent' : 'border-transparent'
                  }`
                }
              >
                {section.label}
              </NavLink>
            </li>
          ))}
        </ul>
      </nav>
      <main id="main" tabIndex={-1} className="flex-1 bg-white focus:outline-none">
        <div className="mx-auto max-w-[1168px] px-4 pt-6 pb-16 sm:px-6 sm:pt-8">{children}</div>
      </main>
      <Footer mailbox={mailbox} />
    </div>
  );
}

function ActingFor({ viewer: { acting, memberships } }: { viewer: Viewer }) {
  if (!acting) return null;
  return (
    <span className="flex gap-x-3 text-caption text-white/80 max-sm:order-3 max-sm:w-full">
      <Link to="/organisation" className="underline-offset-4 hover:underline">
        {acting.organisationName}
      </Link>
      {memberships > 1 && (
        <Link to="/organisation/choose" className="underline underline-offset-4" aria-label="Switch organisation">
          Switch
        </Link>
      )}
    </span>
  );
}

function Account({ viewer }: { viewer: Viewer | null }) {
  if (!viewer) {
    return (
      <Link to="/sign-in" className="ml-auto font-medium underline-offset-4 hover:underline">
        Sign in
      </Link>
    );
  }
  return (
    <div className="ml-auto flex items-center gap-4 text-table">
      <Link to="/account" className="font-medium underline-offset-4 hover:underline">
        <span className="max-sm:hidden">{viewer.name}</span>
        <span className="sm:hidden">Account</span>
      </Link>
      <form method="post" action="/sign-out">
        <button type="submit" className="cursor-pointer font-medium underline underline-offset-4">
          Sign out
        </button>
      </form>
    </div>
  );
}

function Footer({ mailbox }: { mailbox: boolean }) {
  return (
    <footer className="print:hidden border-t border-line text-caption text-muted">
      <div className="mx-auto flex max-w-[1168px] flex-wrap gap-x-6 gap-y-2 px-4 py-6 sm:px-6">
        <Link className="link" to="/accessibility">
          Accessibility
        </Link>
        <Link className="link" to="/privacy">
          Privacy
        </Link>
        {mailbox && (
          <Link className="link" to="/development/mailbox">
            Development mailbox
          </Link>
        )}
        <span>Open source under the MIT licence. Contains OS data © Crown copyright and database right.</span>
      </div>
    </footer>
  );
}
