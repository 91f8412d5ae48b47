import type { LoaderFunctionArgs } from '@remix-run/node';
import { getFile } from '../domain/files/files.server.ts';
import { fileDownload } from '../http/download.server.ts';
import { idParam } from '../http/params.ts';
import { withVisitor } from '../http/with-actor.server.ts';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const file = await withVisitor(request, ({ db, actor }) => getFile(db, actor, idParam(params.fileId, 'File')));
  return fileDownload(request, file);
}
