import type { AdmissionStatus, Suspension } from '../domain/admissions/admission.ts';
import { DOCUMENT_STATES, type DocumentState } from '../domain/admissions/admission-documents.ts';
import { ADMISSION_STATUS } from '../domain/purchasing-systems/purchasing-system.ts';
import { countOf } from '../lib/phrases.ts';
import { StatusTag } from './status-tag.tsx';

interface Standing {
  status: AdmissionStatus;
  suspension: Suspension | null;
  admittedOn: string | null;
}

/** "Suspended by rule": the status in a word or three. */
export function admissionStanding({ status, suspension, admittedOn }: Standing): string {
  if (suspension === 'document') return 'Suspended by rule';
  if (status === 'ended' && admittedOn === null) return 'Not admitted';
  return ADMISSION_STATUS[status]?.label ?? status;
}

export function AdmissionStatusTag(standing: Standing) {
  const tone = ADMISSION_STATUS[standing.status]?.tone ?? 'neutral';
  return <StatusTag tone={tone}>{admissionStanding(standing)}</StatusTag>;
}

export function HoldsTag({ holds }: { holds: number }) {
  return holds === 0 ? 'None' : <StatusTag tone="bad">{countOf(holds, 'service')} held</StatusTag>;
}

export function DocumentStateTag({ state }: { state: DocumentState }) {
  const { tone, label } = DOCUMENT_STATES[state];
  return <StatusTag tone={tone}>{label}</StatusTag>;
}
