import { useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { config } from '../config.server.ts';
import { DAYS_OF_NOTICE } from '../domain/admissions/admission-documents.ts';
import { askForDocuments } from '../domain/admissions/missing-documents.server.ts';
import { REQUIRABLE_DOCUMENTS } from '../domain/provider-profile/document-kinds.ts';
import { RequiredDocuments, toRequiredDocumentFields } from '../domain/selection-questions/question-form.ts';
import {
  listRequiredDocuments,
  saveRequiredDocuments,
} from '../domain/selection-questions/required-documents.server.ts';
import { getSetUp, keepsHistory, whyFixed } from '../domain/selection-questions/system-set-up.server.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { formatDate, todayInLondon } from '../lib/dates.ts';
import { asSystem } from '../transactions.server.ts';
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
    return { id, title, stored, fixed: whyFixed(system), isTaking: keepsHistory(system) };
  });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const submission = parseWithZod(await formDataOf(request), { schema: RequiredDocuments });
  const day = { today: todayInLondon(), publicUrl: config.publicUrl };
  let asked: string | undefined;
  const answer = await withActor(
    request,
    async ({ db, actor }) => {
      const { id: systemId } = await getSetUp(db, actor, idParam(params.systemId, 'Purchasing system'));
      if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
      const { dueOn } = await saveRequiredDocuments(db, actor, { systemId, ...submission.value, today: day.today });
      if (dueOn) asked = systemId;
      const notice = `Documents kept in date: saved${dueOn ? `. Providers without a new one have until ${formatDate(dueOn)}` : ''}`;
      return redirectWithNotice(`/purchasing-systems/${systemId}/questions`, notice);
    },
    { onConflict: (message) => data(submission.reply({ formErrors: [message] }), { status: 409 }) },
  );
  // As the portal itself: whoever asks for a document does not read, here, what each provider has.
  if (asked) await askAll(asked, day);
  return answer;
}

const askAll = (systemId: string, day: { today: string; publicUrl: string }) =>
  asSystem('asks for documents', (db) => askForDocuments(db, { systemId, ...day }));

const RULES = [
  { value: 'no', label: 'Not required' },
  { value: 'kept', label: 'Required: warns before it expires' },
  { value: 'suspends', label: 'Required: suspends when it expires' },
];

export default function RequiredDocumentsPage() {
  const { id, title, stored, fixed, isTaking } = useLoaderData<typeof loader>();
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
        lead="What an applicant has, and an admitted provider renews. One that suspends takes the provider off new referrals on the day after it expires, until a newer one is there."
      />
      {isTaking && !fixed && (
        <p className="mb-6 max-w-[65ch]">
          Providers that are in this system already, or have applied, are told at once what you add. They have{' '}
          {DAYS_OF_NOTICE} days to upload it; then the rule is the same as for one that has expired.
        </p>
      )}
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
