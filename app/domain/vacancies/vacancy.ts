import { accommodationBySlug, type Gender } from '../services/accommodation.ts';
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

export const isOpenToEdit = (status: string): boolean => status === 'draft' || status === 'published';

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
  /** Where the place is: an outward postcode. Undefined where the service says it. */
  outwardCode?: string | undefined;
  /** Pence for 7 nights, bought outside every purchasing system; null where there is no spot fee. */
  spotWeeklyPence: number | null;
}

/** What a service is registered for, as far as its vacancies must keep within it. */
export interface Registration {
  accommodationType: number;
  registeredPlaces: number;
  ageFrom: number;
  ageTo: number;
  gender: string;
}

/** A foster home, or a flat with support, is not where the service's office is: the vacancy says its own area. */
export function saysItsOwnArea(service: { accommodationType: number }): boolean {
  return service.accommodationType === FOSTERING || service.accommodationType === SUPPORTED_ACCOMMODATION;
}

const FOSTERING = accommodationBySlug('fostering').code;
const SUPPORTED_ACCOMMODATION = accommodationBySlug('supported_accommodation').code;

export type VacancyIssues = Partial<Record<keyof VacancyDetails, string>>;

/**
 * Where a vacancy contradicts itself or offers what its service is not registered for, by field. A field that is not there is not judged,
 * but for the area where the service needs one.
 */
export function vacancyIssues(registration: Registration, details: Partial<VacancyDetails>): VacancyIssues {
  const { places = 1, gender = registration.gender, canMeet = [], cannotMeet = [] } = details;
  const issues: VacancyIssues = ageIssues(registration, details);
  if (saysItsOwnArea(registration) && 'outwardCode' in details && !details.outwardCode) {
    issues.outwardCode = 'Enter the first half of the postcode the place is in';
  }
  if (places > registration.registeredPlaces) {
    issues.places = `The service has ${registration.registeredPlaces} registered places: enter that many or fewer`;
  }
  if (registration.gender !== 'any' && gender !== registration.gender) {
    issues.gender = 'The service is registered for one gender: choose that one';
  }
  if (canMeet.some((need) => cannotMeet.includes(need))) {
    issues.cannotMeet = 'A need is ticked under both “can meet” and “cannot meet”: choose one';
  }
  return issues;
}

function ageIssues(registration: Registration, details: Partial<VacancyDetails>): VacancyIssues {
  const issues: VacancyIssues = {};
  const { ageFrom = registration.ageFrom, ageTo = registration.ageTo } = details;
  const range = `The service is registered for ages ${registration.ageFrom} to ${registration.ageTo}`;
  if (ageFrom < registration.ageFrom) issues.ageFrom = `${range}: enter ${registration.ageFrom} or above`;
  if (ageTo > registration.ageTo) issues.ageTo = `${range}: enter ${registration.ageTo} or below`;
  else if (ageFrom > ageTo) issues.ageTo = `Age to must be ${ageFrom} or above: age from is ${ageFrom}`;
  return issues;
}
