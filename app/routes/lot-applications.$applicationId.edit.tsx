import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { saveLotApplication } from '../domain/lot-applications/application-commands.server.ts';
import { answersOf } from '../domain/lot-applications/application-gaps.ts';
import { AsTyped, savedParts } from '../domain/lot-applications/lot-application-form.ts';
import { getLotApplicationToWrite } from '../domain/lot-applications/lot-applications.server.ts';
import { listCurrentDocuments } from '../domain/provider-profile/provider-documents.server.ts';
import { answersForm, toAnswerFields } from '../domain/selection-questions/answer-form.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { lotInWords } from '../ui/lot-application.tsx';
import { LotApplicationForm } from '../ui/lot-application-form.tsx';
import { Warning } from '../ui/notice.tsx';
import { PageHeader } from '../ui/page-header.tsx';

export const meta: MetaFunction = () => [{ title: 'Edit application – Sufficiency Market' }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const application = await getLotApplicationToWrite(db, actor, idParam(params.applicationId, 'Application'));
    const { questions, revision } = application;
    return {
      application,
      documents: await listCurrentDocuments(db, actor),
      stored: { revision: String(revision), ...toAnswerFields(questions, answersOf(questions)) },
    };
  });
}

const NOT_SAVED =
  'What you typed is below and is not saved: open the application in another tab to see what it says now.';

export async function action({ request, params }: ActionFunctionArgs) {
  const form = await formDataOf(request);
  return withActor(
    request,
    async ({ db, actor }) => {
      const { id, questions } = await getLotApplicationToWrite(db, actor, idParam(params.applicationId, 'Application'));
      const documents = await listCurrentDocuments(db, actor);
      const schema = answersForm(questions, { mode: 'draft', documents }).extend(savedParts);
      const submission = parseWithZod(form, { schema });
      if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
      const { keep, ...saved } = submission.value;
      await saveLotApplication(db, actor, { id, ...saved, keepInProfile: keep });
      const notice = keep ? 'Draft saved, and your profile with it' : 'Draft saved';
      return redirectWithNotice(`/lot-applications/${id}`, notice);
    },
    {
      onConflict: (message) => {
        const submission = parseWithZod(form, { schema: AsTyped });
        return data(submission.reply({ formErrors: [`${message}. ${NOT_SAVED}`] }), { status: 409 });
      },
    },
  );
}

export default function EditLotApplicationPage() {
  const { application, documents, stored } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const address = `/lot-applications/${application.id}`;
  return (
    <>
      <PageHeader
        context={
          <Link className="link" to={address}>
            {lotInWords(application)}
          </Link>
        }
        title="Edit answers"
        lead="Save what you have and return whenever you like: answers may stay empty until you submit."
      />
      {application.status !== 'draft' && (
        <div className="mb-6 max-w-[640px]">
          <Warning>
            This application is not a draft any more: what is below cannot be saved.{' '}
            <Link className="link" to={address}>
              See where it stands
            </Link>
          </Warning>
        </div>
      )}
      <LotApplicationForm
        application={application}
        documents={documents}
        stored={stored}
        lastResult={lastResult ?? null}
      />
    </>
  );
}
