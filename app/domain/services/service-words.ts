import { accommodationByCode } from './accommodation.ts';

/** A service by what is public of it, never its name or its place: "Children’s home in Kent, SC123456". */
export function sayService(service: { urn: string; accommodationType: number; areaName: string }): string {
  return `${accommodationByCode(service.accommodationType).label} in ${service.areaName}, ${service.urn}`;
}

/** The same of a record that may be about the provider as a whole. */
export function sayServiceOrWhole(service: {
  urn: string | null;
  accommodationType: number | null;
  areaName: string | null;
}): string {
  const { urn, accommodationType, areaName } = service;
  if (urn === null || accommodationType === null || areaName === null) return 'The provider as a whole';
  return sayService({ urn, accommodationType, areaName });
}
