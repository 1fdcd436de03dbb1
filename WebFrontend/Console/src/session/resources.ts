/** REST resources the console reads (camelCase JSON of /api/v1). */

export type AvailabilityName = "Available" | "OnTask" | "OffDuty" | "Unavailable";

/** A search result. */
export interface EfectivoSummary {
  efectivoId: string;
  displayName: string;
  unit: string;
  availability: AvailabilityName;
}

export interface EfectivoResource {
  efectivoId: string;
  displayName: string;
  rank: string;
  unit: string;
  specialties: string[];
  skills: string[];
  jurisdiction: string;
  availability: AvailabilityName;
  position: { latitude: number; longitude: number; accuracyM: number | null; battery: number | null; deviceTime: string } | null;
  ageS: number | null;
  freshness: string;
  /** Its device is refused; null: its last report was kept. */
  refusedDevice?: { outcome: string; field: string; value: string; rule: string; since: string; lastAt: string; count: number } | null;
}

export interface ConsoleConfig {
  volatile: boolean;
  development: boolean;
  basemap: { rasterTiles: string | null; pmtiles: string | null; attribution: string | null } | null;
  layers: { name: string; url: string }[];
}

/** How often an efectivo has to say that it is well, and who asked for it. */
export interface CheckInResource {
  /** 0: it is not asked for. */
  everyS: number;
  setBy: string;
}
