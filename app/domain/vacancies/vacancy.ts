import type { Gender } from '../services/accommodation.ts';
import type { NeedCode } from '../services/needs.ts';

export type VacancyStatus = 'draft' | 'published' | 'held' | 'filled' | 'withdrawn' | 'expired';

export const VACANCY_STATUS_LABELS: Record<VacancyStatus, string> = {
  draft: 'Draft',
  published: 'Published',
  held: 'Held',
  filled: 'Filled',
  withdrawn: 'Withdrawn',
  expired: 'Expired',
};

/** What a provider says of a vacancy. */
export interface VacancyDetails {
  title: string;
  places: number;
  ageFrom: number;
  ageTo: number;
  gender: Gender;
  canMeet: NeedCode[];
  cannotMeet: NeedCode[];
  availableFrom: string;
  /** Pence for 7 nights, bought outside every purchasing system; null where there is no spot fee. */
  spotWeeklyPence: number | null;
}

/** What a service is registered for, as far as its vacancies must keep within it. */
export interface Registration {
  registeredPlaces: number;
  ageFrom: number;
  ageTo: number;
  gender: string;
}

export type VacancyIssues = Partial<Record<keyof VacancyDetails, string>>;

/** Where a vacancy contradicts itself or offers what its service is not registered for, by field. */
export function vacancyIssues(registration: Registration, details: VacancyDetails): VacancyIssues {
  const issues: VacancyIssues = {};
  const { ageFrom, ageTo } = registration;
  if (details.ageFrom > details.ageTo)
    issues.ageTo = `Age to must be ${details.ageFrom} or above: age from is ${details.ageFrom}`;
  else if (details.ageFrom < ageFrom)
    issues.ageFrom = `The service is registered for ages ${ageFrom} to ${ageTo}: enter ${ageFrom} or above`;
  else if (details.ageTo > ageTo)
    issues.ageTo = `The service is registered for ages ${ageFrom} to ${ageTo}: enter ${ageTo} or below`;
  if (details.places > registration.registeredPlaces) {
    issues.places = `The service has ${registration.registeredPlaces} registered places: enter that many or fewer`;
  }
  if (registration.gender !== 'any' && details.gender !== registration.gender) {
    issues.gender = 'The service is registered for one gender: choose that one';
  }
  if (details.canMeet.some((need) => details.cannotMeet.includes(need))) {
    issues.cannotMeet = 'A need is ticked under both “can meet” and “cannot meet”: choose one';
  }
  return issues;
}
