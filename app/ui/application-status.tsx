import { APPLICATION_STATUS_LABELS, type ApplicationStatus } from '../domain/organisation-applications/application.ts';
import { StatusTag, type Tone } from './status-tag.tsx';

const TONES: Record<ApplicationStatus, Tone> = { waiting: 'warning', admitted: 'good', refused: 'neutral' };

export function ApplicationStatusTag({ status }: { status: ApplicationStatus }) {
  return <StatusTag tone={TONES[status]}>{APPLICATION_STATUS_LABELS[status]}</StatusTag>;
}
