import type { LoaderFunctionArgs } from '@remix-run/node';
import { getDescription } from '../api/endpoints.ts';
import { openApiDocument } from '../api/openapi.ts';
import { config } from '../config.server.ts';
import { withoutToken } from '../http/with-token.server.ts';

export const loader = ({ request }: LoaderFunctionArgs) =>
  withoutToken(request, getDescription, () => openApiDocument(config.publicUrl));

export const action = loader;
