import type { ReactNode } from 'react';
import { SummaryList } from './summary-list.tsx';

interface Application {
  name: string;
  onsCode: string | null;
  areaName: string | null;
  companyNumber: string | null;
  charityNumber: string | null;
  urns: string[];
  applicantName: string;
  applicantEmail: string;
  /** What of it is here already. */
  known: {
    organisations: { name: string; sameName: unknown; sameArea: unknown; sameCompany: unknown; sameCharity: unknown }[];
    services: { urn: string; providerName: string }[];
  };
}

type Same = 'sameName' | 'sameArea' | 'sameCompany' | 'sameCharity';

/** What was entered, each beside what is known of it here. */
export function ApplicationChecks({ application }: { application: Application }) {
  const { onsCode, companyNumber, charityNumber, urns, known } = application;
  const checked = (value: ReactNode, same: Same) => {
    const names = known.organisations.filter((organisation) => organisation[same]).map(({ name }) => name);
    return <Checked found={names.length > 0 && `Here already: ${names.join(', ')}`}>{value}</Checked>;
  };
  const rows = [
    { name: 'Name', value: checked(application.name, 'sameName') },
    ...(onsCode
      ? [{ name: 'Area and ONS code', value: checked(`${application.areaName}, ${onsCode}`, 'sameArea') }]
      : []),
    ...(companyNumber ? [{ name: 'Companies House number', value: checked(companyNumber, 'sameCompany') }] : []),
    ...(charityNumber ? [{ name: 'Charity number', value: checked(charityNumber, 'sameCharity') }] : []),
    ...(urns.length > 0 ? [{ name: 'Ofsted URNs', value: <Urns urns={urns} services={known.services} /> }] : []),
    { name: 'Applicant', value: application.applicantName },
    { name: 'Email address', value: <span className="break-all">{application.applicantEmail}</span> },
  ];
  return <SummaryList rows={rows} />;
}

function Urns({ urns, services }: { urns: string[]; services: Application['known']['services'] }) {
  return (
    <ul className="space-y-1">
      {urns.map((urn) => {
        const owner = services.find((service) => service.urn === urn)?.providerName;
        return (
          <li key={urn}>
            <Checked found={owner !== undefined && `Here already, of ${owner}`}>{urn}</Checked>
          </li>
        );
      })}
    </ul>
  );
}

function Checked({ found, children }: { found: string | false; children: ReactNode }) {
  return (
    <span className="flex flex-wrap justify-between gap-x-6">
      <span className="break-words">{children}</span>
      <span className={`text-table ${found ? 'font-semibold text-warning' : 'text-muted'}`}>
        {found || 'Not here yet'}
      </span>
    </span>
  );
}
