import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { isFrom } from '../domain/accounts/actor.ts';
import { canBid } from '../domain/purchasing-systems/purchasing-system-policy.ts';
import { listUplifts } from '../domain/uplifts/uplifts.server.ts';
import { withActor } from '../http/with-actor.server.ts';
import { UpliftList } from '../ui/uplift-list.tsx';

export const meta: MetaFunction = () => [{ title: 'Uplifts – Sufficiency Market' }];

export async function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => ({
    uplifts: await listUplifts(db, actor),
    own: isFrom(actor, 'provider'),
    canAsk: canBid(actor),
  }));
}

export default function Uplifts() {
  return <UpliftList {...useLoaderData<typeof loader>()} />;
}
