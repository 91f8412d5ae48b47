import type { LoaderFunctionArgs } from '@remix-run/node';
import { listPurchasingSystems as endpoint } from '../api/endpoints.ts';
import { purchasingSystemsResource } from '../api/purchasing-system-resource.ts';
import { listPurchasingSystems } from '../domain/purchasing-systems/purchasing-systems.server.ts';
import { withToken } from '../http/with-token.server.ts';

export const loader = ({ request }: LoaderFunctionArgs) =>
  withToken(request, endpoint, async ({ db, actor }) =>
    purchasingSystemsResource(await listPurchasingSystems(db, actor)),
  );

export const action = loader;
