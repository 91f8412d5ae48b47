import type { LoaderFunctionArgs } from '@remix-run/node';
import { finishSingleSignOn } from '../http/single-sign-on.server.ts';
import { answeringRefusals } from '../http/with-actor.server.ts';

/** Where an identity provider sends people back to: the only address of better-auth's that is open, and only for reading. */
export const loader = ({ request, params }: LoaderFunctionArgs) =>
  answeringRefusals(() => finishSingleSignOn(request, params.providerId));
