import type { LoaderFunctionArgs } from '@remix-run/node';
import { startSingleSignOn } from '../http/single-sign-on.server.ts';
import { answeringRefusals } from '../http/with-actor.server.ts';

export const loader = ({ request, params }: LoaderFunctionArgs) =>
  answeringRefusals(() => startSingleSignOn(request, params.providerId));
