import { randomUUID } from 'node:crypto';
import { useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { config } from '../config.server.ts';
import { reinstateAfterDocument } from '../domain/admissions/expiring-documents.server.ts';
import { ACCEPTED_EXTENSIONS, FILE_HINT } from '../domain/files/file-type.ts';
import { DOCUMENT_KIND_CODES, DOCUMENT_KINDS } from '../domain/provider-profile/document-kinds.ts';
import {
  addProviderDocument,
  requireProfileKeeper,
} from '../domain/provider-profile/provider-document-commands.server.ts';
import {
  type ProviderDocumentFields,
  providerDocumentForm,
} from '../domain/provider-profile/provider-document-form.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { keepUpload, receiveUpload } from '../http/upload.server.ts';
import { withActor } from '../http/with-actor.server.ts';
import { todayInLondon } from '../lib/dates.ts';
import { asSystem } from '../transactions.server.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { DateField, FileField, Select, TextField } from '../ui/fields.tsx';
import { FormPage } from '../ui/form.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { WhoSeesDocuments } from '../ui/profile-documents.tsx';

export const meta: MetaFunction = () => [{ title: 'Upload a document – Sufficiency Market' }];

export async function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, async ({ actor }) => {
    requireProfileKeeper(actor);
    const asked = new URL(request.url).searchParams.get('kind');
    return { key: randomUUID(), kind: DOCUMENT_KIND_CODES.find((code) => code === asked) ?? null };
  });
}

export async function action({ request }: ActionFunctionArgs) {
  await withActor(request, async ({ actor }) => requireProfileKeeper(actor));
  const upload = await receiveUpload(request);
  const submission = parseWithZod(upload.form, { schema: providerDocumentForm(todayInLondon()) });
  const reply = (status: number, formErrors: string[] = []) =>
    data(submission.reply({ formErrors, ...(upload.problem && { fieldErrors: { file: [upload.problem] } }) }), {
      status,
    });
  let providerId: string | undefined;
  const answer = await keepUpload(upload, (file) =>
    withActor(
      request,
      async ({ db, actor }) => {
        if (submission.status !== 'success' || !file) return { answer: reply(400) };
        const arrived = { file, mostBytes: config.mostBytesOfOrganisation };
        const { fileId, replaced } = await addProviderDocument(db, actor, { ...submission.value, ...arrived });
        providerId = actor.organisationId;
        const notice = replaced ? 'Document replaced: applications can use the new one' : 'Document added';
        return { kept: fileId, answer: await redirectWithNotice('/profile', notice) };
      },
      { onConflict: (message) => ({ answer: reply(409, [message]) }) },
    ),
  );
  if (providerId) await reinstate(providerId);
  return answer;
}

/** By rule: where an expired document suspended the provider, the new one lifts it. The provider itself changes no admission. */
function reinstate(providerId: string): Promise<unknown> {
  const rule = { providerId, today: todayInLondon(), publicUrl: config.publicUrl };
  return asSystem('reinstates after a document', (db) => reinstateAfterDocument(db, rule));
}

const KINDS = DOCUMENT_KINDS.map(({ code, label }) => ({ value: code, label }));

export default function NewDocumentPage() {
  const { key, kind } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<ProviderDocumentFields & { file?: string }>({
    id: 'document',
    lastResult: lastResult ?? null,
    ...(kind && { defaultValue: { kind } }),
  });
  return (
    <>
      <PageHeader
        context={
          <Link className="link" to="/profile">
            Profile
          </Link>
        }
        title="Upload a document"
        lead="It takes the place of the one of its kind that you have now, and is there for every application."
      />
      <FormPage id={form.id} errors={form.allErrors} order={['kind', 'file', 'expiresOn', 'title']} upload>
        <input type="hidden" name="key" value={key} />
        <Select field={fields.kind} label="Kind of document" empty="Choose a kind" options={KINDS} />
        <FileField field={fields.file} label="File" hint={FILE_HINT} accept={ACCEPTED_EXTENSIONS} />
        <DateField
          field={fields.expiresOn}
          label="Expires on"
          hint="The last day on which it is valid, or on which you review it. Leave it empty for accounts and certificates of registration."
        />
        <TextField
          field={fields.title}
          label="Title (optional)"
          hint="Where its kind does not say enough, such as “Fire risk assessment, Larch House”"
        />
        <WhoSeesDocuments />
        <div className="flex flex-wrap gap-3">
          <Button>Upload document</Button>
          <ButtonLink to="/profile" look="secondary">
            Cancel
          </ButtonLink>
        </div>
      </FormPage>
    </>
  );
}
