export const esOperations = {};
