import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { canReadAdmissions } from '../domain/admissions/admission-policy.ts';
import { listSystemDocuments } from '../domain/files/system-documents.server.ts';
import { canOverseeMarket } from '../domain/market-oversight/market-oversight-policy.ts';
import { canReadPrices } from '../domain/price-schedules/price-schedule-policy.ts';
import { listRounds } from '../domain/purchasing-systems/application-rounds.server.ts';
import { listAddOns, listPricePoints } from '../domain/purchasing-systems/price-models.server.ts';
import { canBid, canRunSystem } from '../domain/purchasing-systems/purchasing-system-policy.ts';
import {
  getPurchasingSystem,
  listAdmissions,
  listExtensions,
} from '../domain/purchasing-systems/purchasing-systems.server.ts';
import { isInvited } from '../domain/purchasing-systems/system-invitations.server.ts';
import { takesApplications } from '../domain/purchasing-systems/system-status.ts';
import { listRequiredDocuments } from '../domain/selection-questions/required-documents.server.ts';
import { listQuestions } from '../domain/selection-questions/selection-questions.server.ts';
import { idParam } from '../http/params.ts';
import { withVisitor } from '../http/with-actor.server.ts';
import { todayInLondon } from '../lib/dates.ts';
import { AdmittedProviders } from '../ui/admitted-providers.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { LotDetails } from '../ui/lot-details.tsx';
import { Warning } from '../ui/notice.tsx';
import { PageHeader, Section } from '../ui/page-header.tsx';
import { RoundTable } from '../ui/round-table.tsx';
import { SystemDocuments } from '../ui/system-documents.tsx';
import { SystemFacts } from '../ui/system-facts.tsx';
import { SystemQuestions } from '../ui/system-questions.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.system.title ?? 'Purchasing system'} – Sufficiency Market` },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withVisitor(request, async ({ db, actor }) => {
    const system = await getPurchasingSystem(db, actor, idParam(params.systemId, 'Purchasing system'));
    const lotIds = system.lots.map(({ id }) => id);
    const rounds = await listRounds(db, system.id);
    const isMember = actor !== null && system.members.some(({ id }) => id === actor.organisationId);
    return {
      system,
      admissions: await listAdmissions(db, actor, { systemId: system.id, on: todayInLondon() }),
      points: await listPricePoints(db, lotIds),
      addOns: await listAddOns(db, lotIds),
      extensions: await listExtensions(db, system.id),
      rounds,
      documents: await listSystemDocuments(db, system.id),
      questions: await listQuestions(db, actor, { systemId: system.id }),
      requiredDocuments: await listRequiredDocuments(db, system.id),
      seesPrices: actor !== null && canReadPrices(actor),
      runs: actor !== null && canRunSystem(actor, system),
      listsAdmissions: isMember && canReadAdmissions(actor),
      readsAdmissions: actor !== null && canReadAdmissions(actor),
      oversees: isMember && canOverseeMarket(actor),
      isInvited: actor !== null && (await isInvited(db, actor, system.id)),
      mayApply: (actor === null || canBid(actor)) && takesApplications(system, rounds),
    };
  });
}

type Loaded = Awaited<ReturnType<typeof loader>>;

export default function PurchasingSystemPage() {
  const loaded = useLoaderData<typeof loader>();
  const { system, rounds, extensions } = loaded;
  const address = `/purchasing-systems/${system.id}`;
  return (
    <>
      <PageHeader
        context={
          <Link className="link" to="/purchasing-systems">
            Purchasing systems
          </Link>
        }
        title={system.title}
        lead={system.summary}
        action={
          <>
            {loaded.runs && <ButtonLink to={`${address}/manage`}>Manage</ButtonLink>}
            {loaded.listsAdmissions && (
              <ButtonLink look="secondary" to={`${address}/admissions`}>
                Admissions
              </ButtonLink>
            )}
            {loaded.oversees && (
              <ButtonLink look="secondary" to={`${address}/oversight`}>
                Prices, coverage and dates
              </ButtonLink>
            )}
            {loaded.isInvited && <ButtonLink to={`${address}/invitation`}>Answer the invitation</ButtonLink>}
          </>
        }
      />
      {system.status === 'draft' && (
        <div className="mb-6 max-w-[760px]">
          <Warning>
            A draft: people of {system.leadName} see it, and of authorities that it asked to join. Nobody else does.
          </Warning>
        </div>
      )}
      <SystemFacts system={system} extensions={extensions} />
      {system.howToJoin && (
        <Section title="How to join">
          <p className="max-w-[65ch] whitespace-pre-wrap break-words">{system.howToJoin}</p>
        </Section>
      )}
      {rounds.length > 0 && (
        <Section title="Application rounds">
          <RoundTable rounds={rounds} />
        </Section>
      )}
      <Section title="Lots">
        <Lots {...loaded} />
      </Section>
      {loaded.questions.length > 0 && (
        <Section title="What applicants are asked">
          <SystemQuestions questions={loaded.questions} lots={system.lots} required={loaded.requiredDocuments} />
        </Section>
      )}
      {loaded.documents.length > 0 && (
        <Section title="Documents">
          <SystemDocuments documents={loaded.documents} />
        </Section>
      )}
      <AdmittedProviders
        lots={system.lots}
        admissions={loaded.admissions}
        seesPrices={loaded.seesPrices}
        opens={loaded.readsAdmissions}
      />
    </>
  );
}

function Lots({ system, points, addOns, mayApply }: Loaded) {
  if (system.lots.length === 0) return <p className="text-muted">No lot is set up yet.</p>;
  return system.lots.map((lot) => (
    <LotDetails
      key={lot.id}
      lot={lot}
      points={points.filter((point) => point.lotId === lot.id)}
      addOns={addOns.filter((addOn) => addOn.lotId === lot.id)}
      apply={mayApply ? `/lot-applications/new?lot=${lot.id}` : null}
    />
  ));
}
