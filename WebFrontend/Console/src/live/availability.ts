import type { Availability } from "../generated/gad/v1/efectivos_pb";
import type { AvailabilityName } from "../session/resources";

/** Availability by the number of the wire. */
export const AVAILABILITY_NAMES = ["Unknown", "Available", "OnTask", "OffDuty", "Unavailable"] as const;

export const AVAILABILITIES: readonly AvailabilityName[] = ["Available", "OnTask", "OffDuty", "Unavailable"];

export const nameOf = (availability: Availability): (typeof AVAILABILITY_NAMES)[number] => AVAILABILITY_NAMES[availability] ?? "Unknown";

export const numberOf = (name: AvailabilityName): Availability => AVAILABILITY_NAMES.indexOf(name) as Availability;
