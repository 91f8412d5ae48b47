import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { countMarket } from '../domain/services/market.server.ts';
import { withVisitor } from '../http/with-actor.server.ts';
import { ButtonLink } from '../ui/button.tsx';

export const meta: MetaFunction = () => [
  { title: 'Sufficiency Market: the market in children’s placements' },
  {
    name: 'description',
    content:
      'Where fostering agencies, children’s homes and supported accommodation meet the authorities that need them.',
  },
];

export async function loader({ request }: LoaderFunctionArgs) {
  return withVisitor(request, async ({ db, actor }) => ({ market: await countMarket(db), signedIn: actor !== null }));
}

const AUDIENCES = [
  {
    who: 'Brokers',
    what: 'enter what a child needs once and see the places that fit, nearest first, each with the price for that child and why it fits.',
  },
  {
    who: 'Providers',
    what: 'publish a vacancy in under a minute, keep it true in one click, and hold prices that no other provider sees.',
  },
  { who: 'Commissioners', what: 'see spot beside framework cost like for like, and publish what the area needs next.' },
];

export default function Index() {
  const { market, signedIn } = useLoaderData<typeof loader>();
  const figures = [
    { to: '/providers', count: market.providers, label: 'providers' },
    { to: '/providers', count: market.services, label: 'registered services' },
    { to: '/purchasing-systems', count: market.purchasingSystems, label: 'purchasing systems' },
    {
      to: '/market-position-statements',
      count: market.statements,
      label: market.statements === 1 ? 'position statement' : 'position statements',
    },
  ];
  return (
    <div className="py-4 sm:py-10">
      <h1 className="max-w-[22ch] text-[36px] leading-[42px] font-semibold tracking-tight sm:text-[44px] sm:leading-[50px]">
        The right place for each child, found in time, at a known price
      </h1>
      <p className="mt-4 max-w-[62ch] text-reading text-muted">
        Fostering agencies, children’s homes and supported accommodation publish what they can offer. Authorities
        publish what they need, find places, and see what the market costs them.
      </p>
      <div className="mt-6 flex flex-wrap gap-3">
        {signedIn ? (
          <ButtonLink to="/home">Go to your desk</ButtonLink>
        ) : (
          <ButtonLink to="/sign-in">Sign in</ButtonLink>
        )}
        <ButtonLink to="/market-position-statements" look="secondary">
          Read what authorities need
        </ButtonLink>
      </div>
      <dl className="mt-12 grid grid-cols-2 gap-x-8 gap-y-6 border-t border-line pt-6 sm:grid-cols-4">
        {figures.map((figure) => (
          <div key={figure.label} className="flex flex-col-reverse">
            <dt>
              <Link to={figure.to} className="link">
                {figure.label}
              </Link>
            </dt>
            <dd className="text-title font-semibold tabular-nums">{Number(figure.count).toLocaleString('en-GB')}</dd>
          </div>
        ))}
      </dl>
      <ul className="mt-12 grid gap-8 sm:grid-cols-3">
        {AUDIENCES.map(({ who, what }) => (
          <li key={who} className="border-t-[3px] border-accent pt-3">
            <h2 className="font-semibold">{who}</h2>
            <p className="mt-1 text-muted">{what}</p>
          </li>
        ))}
      </ul>
    </div>
  );
}
