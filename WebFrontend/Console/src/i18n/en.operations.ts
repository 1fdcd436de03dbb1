import type { esOperations } from "./es.operations";

export const enOperations: Record<keyof typeof esOperations, string> = {};
