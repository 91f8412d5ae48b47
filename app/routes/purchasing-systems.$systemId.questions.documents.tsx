import { useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { REQUIRABLE_DOCUMENTS } from '../domain/provider-profile/document-kinds.ts';
import { RequiredDocuments, toRequiredDocumentFields } from '../domain/selection-questions/question-form.ts';
import {
  listRequiredDocuments,
  saveRequiredDocuments,
} from '../domain/selection-questions/required-documents.server.ts';
import { getSetUp, whyFixed } from '../domain/selection-questions/system-set-up.server.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Select } from '../ui/fields.tsx';
import { FormPage } from '../ui/form.tsx';
import { Warning } from '../ui/notice.tsx';
import { PageHeader } from '../ui/page-header.tsx';

export const meta: MetaFunction = () => [{ title: 'Documents kept in date – Sufficiency Market' }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const { id, title, ...system } = await getSetUp(db, actor, idParam(params.systemId, 'Purchasing system'));
    const stored = toRequiredDocumentFields(await listRequiredDocuments(db, id));
    return { id, title, stored, fixed: whyFixed(system) };
  });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const submission = parseWithZod(await formDataOf(request), { schema: RequiredDocuments });
  return withActor(
    request,
    async ({ db, actor }) => {
      const { id: systemId } = await getSetUp(db, actor, idParam(params.systemId, 'Purchasing system'));
      if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
      await saveRequiredDocuments(db, actor, { systemId, ...submission.value });
      return redirectWithNotice(`/purchasing-systems/${systemId}/questions`, 'Documents kept in date: saved');
    },
    { onConflict: (message) => data(submission.reply({ formErrors: [message] }), { status: 409 }) },
  );
}

const RULES = [
  { value: 'no', label: 'Not required' },
  { value: 'kept', label: 'Required: warns before it expires' },
  { value: 'suspends', label: 'Required: suspends when it expires' },
];

export default function RequiredDocumentsPage() {
  const { id, title, stored, fixed } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm({ id: 'documents-form', lastResult: lastResult ?? null, defaultValue: stored });
  const documents = fields.documents.getFieldset();
  const address = `/purchasing-systems/${id}/questions`;
  return (
    <>
      <PageHeader
        context={
          <Link className="link" to={address}>
            {title}: selection questions
          </Link>
        }
        title="Documents kept in date"
        lead="What an admitted provider renews. One that suspends takes the provider off new referrals on the day after it expires, until a newer one is there."
      />
      {fixed && (
        <div className="mb-6 max-w-[640px]">
          <Warning>{fixed}.</Warning>
        </div>
      )}
      <FormPage id={form.id} errors={form.allErrors}>
        {REQUIRABLE_DOCUMENTS.map(({ code, label }) => {
          const field = documents[code];
          return field && <Select key={code} field={field} label={label} options={RULES} />;
        })}
        <div className="flex flex-wrap gap-3">
          {!fixed && <Button>Save documents</Button>}
          <ButtonLink to={address} look="secondary">
            Cancel
          </ButtonLink>
        </div>
      </FormPage>
    </>
  );
}
