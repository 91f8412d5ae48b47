import { randomUUID } from 'node:crypto';
import { useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { config } from '../config.server.ts';
import { ACCEPTED_EXTENSIONS, FILE_HINT } from '../domain/files/file-type.ts';
import {
  DocumentRemoval,
  NewSystemDocument,
  type NewSystemDocumentFields,
} from '../domain/files/system-document-form.ts';
import {
  addSystemDocument,
  getDocumentsToKeep,
  removeSystemDocument,
} from '../domain/files/system-documents.server.ts';
import { getSystemToRun } from '../domain/purchasing-systems/purchasing-systems.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { idParam } from '../http/params.ts';
import { keepUpload, receiveUpload } from '../http/upload.server.ts';
import { withActor } from '../http/with-actor.server.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { FileField, TextField } from '../ui/fields.tsx';
import { FormPage } from '../ui/form.tsx';
import { Warning } from '../ui/notice.tsx';
import { PageHeader, Section } from '../ui/page-header.tsx';
import { SystemDocuments } from '../ui/system-documents.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Documents: ${data?.system.title ?? 'Purchasing system'} – Sufficiency Market` },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const kept = await getDocumentsToKeep(db, actor, idParam(params.systemId, 'Purchasing system'));
    return { key: randomUUID(), ...kept };
  });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { id: systemId } = await withActor(request, ({ db, actor }) =>
    getSystemToRun(db, actor, idParam(params.systemId, 'Purchasing system')),
  );
  const address = `/purchasing-systems/${systemId}/documents`;
  const upload = await receiveUpload(request);
  const removal = parseWithZod(upload.form, { schema: DocumentRemoval });
  if (removal.status === 'success') {
    // A file that came with it has no use.
    return keepUpload(upload, async () => {
      await withActor(request, ({ db, actor }) =>
        removeSystemDocument(db, actor, { systemId, id: removal.value.document }),
      );
      return { answer: await redirectWithNotice(address, 'Document removed') };
    });
  }
  const submission = parseWithZod(upload.form, { schema: NewSystemDocument });
  const reply = (status: number, formErrors: string[] = []) =>
    data(submission.reply({ formErrors, ...(upload.problem && { fieldErrors: { file: [upload.problem] } }) }), {
      status,
    });
  return keepUpload(upload, (file) =>
    withActor(
      request,
      async ({ db, actor }) => {
        if (submission.status !== 'success' || !file) return { answer: reply(400) };
        const arrived = { file, mostBytes: config.mostBytesOfOrganisation };
        const { fileId } = await addSystemDocument(db, actor, { systemId, ...submission.value, ...arrived });
        return { kept: fileId, answer: await redirectWithNotice(address, 'Document added') };
      },
      { onConflict: (message) => ({ answer: reply(409, [message]) }) },
    ),
  );
}

export default function SystemDocumentsPage() {
  const { system, key, documents, hasEnded, isFrozen } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<NewSystemDocumentFields & { file?: string }>({
    id: 'document',
    lastResult: lastResult ?? null,
  });
  return (
    <>
      <PageHeader
        context={
          <Link className="link" to={`/purchasing-systems/${system.id}`}>
            {system.title}
          </Link>
        }
        title="Documents"
        lead={
          system.status === 'draft'
            ? 'Anyone can open these once the purchasing system is published.'
            : 'Anyone can open these, without an account.'
        }
      />
      {(hasEnded || isFrozen) && (
        <div className="mb-6 max-w-[760px]">
          <Warning>
            {hasEnded
              ? 'This purchasing system has ended: its documents stay as they are.'
              : 'What was published with a dynamic market is among its conditions of membership, which cannot change: Procurement Act 2023, section 36. A document that you add now may explain them; you can remove it again.'}
          </Warning>
        </div>
      )}
      {documents.length === 0 ? (
        <EmptyState title={hasEnded ? 'No documents' : 'No documents yet'}>
          {hasEnded
            ? 'It had none to read when it ended.'
            : 'Add what applicants need to read: the specification, the terms and conditions, the price schedule to fill in.'}
        </EmptyState>
      ) : (
        <SystemDocuments documents={documents} />
      )}
      {!hasEnded && (
        <Section title={isFrozen ? 'Add a document that explains' : 'Add a document'}>
          <FormPage id={form.id} errors={form.allErrors} upload>
            <input type="hidden" name="key" value={key} />
            <TextField
              field={fields.title}
              label="Title"
              hint={isFrozen ? 'Such as “Questions and answers”' : 'Such as “Service specification, lot 1”'}
            />
            <FileField field={fields.file} label="File" hint={FILE_HINT} accept={ACCEPTED_EXTENSIONS} />
            <Button>Add document</Button>
          </FormPage>
        </Section>
      )}
    </>
  );
}
