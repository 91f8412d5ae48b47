import type { LoaderFunctionArgs } from '@remix-run/node';
import { getMe } from '../api/endpoints.ts';
import { meResource } from '../api/me-resource.ts';
import { getShownToken } from '../domain/accounts/api-tokens.server.ts';
import { withToken } from '../http/with-token.server.ts';

export const loader = ({ request }: LoaderFunctionArgs) =>
  withToken(request, getMe, async ({ db, actor, token }) =>
    meResource(actor, token, await getShownToken(db, actor, token)),
  );

export const action = loader;
